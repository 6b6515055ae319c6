package org.eyes4j.app.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eyes4j.config.quantity.Quantity;

/** A plan's needs for people and for programs. */
public final class PreviewText {
    private PreviewText() {}

    /** Cells of a table: a step and one of its models a row. */
    public static List<List<String>> rows(PlanNeeds needs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STEP", "MODEL", "STATE", "MEMORY", "TIME"));
        for (StepNeed step : needs.steps()) {
            String time = time(step);
            if (step.models().isEmpty()) {
                rows.add(List.of(step.id(), "-", "-", "-", time));
            }
            for (ModelNeed model : step.models()) {
                boolean first = model == step.models().get(0);
                rows.add(
                        List.of(first ? step.id() : "", model.name(), model.state(), memory(model), first ? time : ""));
            }
        }
        return rows;
    }

    /** All of it in a sentence or two. */
    public static String summary(PlanNeeds needs) {
        List<ModelNeed> missing =
                needs.models().stream().filter(m -> !m.installed()).toList();
        String unknown = missing.stream()
                .filter(ModelNeed::isOfUnknownSize)
                .map(ModelNeed::name)
                .collect(Collectors.joining(", "));
        String pull = missing.isEmpty()
                ? "nothing to pull"
                : needs.pullBytes() == 0
                        ? "a pull of unknown size (" + unknown + ")"
                        : "a pull of " + Quantity.human(needs.pullBytes())
                                + (unknown.isEmpty() ? "" : " and of unknown size (" + unknown + ")");
        String models = needs.models().isEmpty()
                ? "no models"
                : needs.models().size()
                        + (needs.models().size() == 1 ? " model, " : " models, ")
                        + pull
                        + (needs.memoryBytes() == 0
                                ? ""
                                : ", some " + Quantity.human(needs.memoryBytes()) + " of memory");
        return "In all: " + models + ", about " + seconds(needs.millis())
                + (missing.isEmpty() ? "" : " once they are here");
    }

    private static String memory(ModelNeed model) {
        long bytes = model.model().hints().memoryBytes();
        return bytes == 0 ? "-" : Quantity.human(bytes);
    }

    private static String time(StepNeed step) {
        int runs = step.estimate().runs();
        String basis = !step.estimate().isMeasured()
                ? (step.forEach() ? "a guess for each item" : "a guess")
                : runs == 1 ? "as in 1 earlier step" : "median of " + runs + " earlier steps";
        return seconds(step.estimate().millis()) + " (" + basis + ")";
    }

    private static String seconds(long millis) {
        return millis < 100
                ? "under 0.1 s"
                : String.format(Locale.ROOT, millis < 20_000 ? "%.1f s" : "%.0f s", millis / 1000.0);
    }

    /** {@code steps}, {@code models}, {@code download_bytes}, {@code download_unknown}, {@code memory_bytes}, {@code millis}. */
    public static ObjectNode json(PlanNeeds needs) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode steps = root.putArray("steps");
        for (StepNeed step : needs.steps()) {
            ObjectNode node = steps.addObject().put("id", step.id()).put("tool", step.tool());
            ArrayNode names = node.putArray("models");
            step.models().forEach(m -> names.add(m.name()));
            node.put("millis", step.estimate().millis())
                    .put("measured_steps", step.estimate().runs());
        }
        ArrayNode models = root.putArray("models");
        ArrayNode unknown = root.putArray("download_unknown");
        for (ModelNeed need : needs.models()) {
            models.addObject()
                    .put("name", need.name())
                    .put("installed", need.installed())
                    .put("unverified", need.model().unverified())
                    .put("download_bytes", need.pullBytes())
                    .put("memory_bytes", need.model().hints().memoryBytes());
            if (need.isOfUnknownSize()) {
                unknown.add(need.name());
            }
        }
        return root.put("download_bytes", needs.pullBytes())
                .put("memory_bytes", needs.memoryBytes())
                .put("millis", needs.millis());
    }
}
