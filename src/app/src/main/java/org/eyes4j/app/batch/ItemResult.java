package org.eyes4j.app.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.value.RegionJson;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/**
 * What one item came to.
 *
 * @param item its name
 * @param outputs of the workflow, as far as there are any
 * @param failure why an output that there should be is not there; empty where all is done
 * @param result of the run; empty where it did not come to one
 */
public record ItemResult(
        String item, Map<String, Value> outputs, Optional<StepFailure> failure, Optional<RunResult> result) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** @param step where it failed; empty where it did before any */
    public record StepFailure(String step, Failure failure) {}

    static ItemResult failed(String item, Failure failure) {
        return new ItemResult(item, Map.of(), Optional.of(new StepFailure("", failure)), Optional.empty());
    }

    /** Failed only where an output is missing and a step failed: a step that was not to run for this item fails nothing. */
    static ItemResult of(String item, RunResult result) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        boolean whole = true;
        for (Map.Entry<String, org.eyes4j.agent.plan.Argument.Ref> output :
                result.plan().outputs().entrySet()) {
            Optional<Value> value = result.value(output.getValue());
            value.ifPresent(v -> outputs.put(output.getKey(), v));
            whole &= value.isPresent();
        }
        Optional<StepFailure> failure = whole && !outputs.isEmpty() ? Optional.empty() : failure(result);
        return new ItemResult(item, outputs, failure, Optional.of(result));
    }

    /** The first step that failed; where none did, a step that was skipped since the run itself had to end. */
    private static Optional<StepFailure> failure(RunResult result) {
        Optional<StepFailure> skipped = Optional.empty();
        for (StepReport step : result.steps()) {
            Failure failure = step.failure();
            if (failure != null && step.status() == StepReport.Status.FAILED) {
                return Optional.of(new StepFailure(step.id(), failure));
            }
            if (failure != null && failure.kind() != FailureKind.CANCELLED && skipped.isEmpty()) {
                skipped = Optional.of(new StepFailure(step.id(), failure));
            }
        }
        return skipped;
    }

    public boolean isDone() {
        return failure.isEmpty();
    }

    /** Whether it was cut short by a person, and says nothing of the item. */
    boolean wasCancelled() {
        return failure.filter(f -> f.failure().kind() == FailureKind.CANCELLED).isPresent();
    }

    /** Regions in pixels of the whole picture: those of the outputs; all, where the outputs have none. */
    List<FoundRegion> regions() {
        if (result.isEmpty()) {
            return List.of();
        }
        RunResult all = result.get();
        RunResult ofOutputs = new RunResult(all.run(), all.plan(), all.inputs(), outputs, List.of(), List.of());
        List<FoundRegion> found = FoundRegion.of(ofOutputs);
        return found.isEmpty() ? FoundRegion.of(all) : found;
    }

    /** Every picture that an output gives, by the name of its file. */
    public Map<String, Value.Image> pictures() {
        Map<String, Value.Image> pictures = new LinkedHashMap<>();
        outputs.forEach((name, value) -> {
            List<Value.Image> images = new ArrayList<>();
            collect(value, images);
            for (int i = 0; i < images.size(); i++) {
                pictures.put(file(name, images.size() == 1 ? 0 : i + 1), images.get(i));
            }
        });
        return pictures;
    }

    private String file(String output, int number) {
        return "pictures/" + item + "." + output + (number == 0 ? "" : "-" + number) + ".png";
    }

    private static void collect(Value value, List<Value.Image> images) {
        if (value instanceof Value.Image image) {
            images.add(image);
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(one -> collect(one, images));
        } else if (value instanceof Value.Record fields) {
            fields.fields().values().forEach(one -> collect(one, images));
        }
    }

    /** {@code {item, status, outputs: {NAME: {kind, value}}, failure?, steps, regions, warnings}}. */
    public ObjectNode json() {
        ObjectNode line = JSON.objectNode().put("item", item).put("status", isDone() ? "done" : "failed");
        ObjectNode given = line.putObject("outputs");
        outputs.forEach((name, value) ->
                given.putObject(name).put("kind", value.kind().toString()).set("value", ValueJson.toJson(value)));
        failure.ifPresent(f -> {
            ObjectNode told = line.putObject("failure")
                    .put("kind", f.failure().kind().name().toLowerCase(Locale.ROOT));
            if (!f.step().isEmpty()) {
                told.put("step", f.step());
            }
            told.put("message", f.failure().explain());
        });
        result.ifPresent(r -> tell(r, line));
        return line;
    }

    private void tell(RunResult run, ObjectNode line) {
        run.inputs().values().stream()
                .filter(Value.Image.class::isInstance)
                .map(v -> ((Value.Image) v).frame())
                .findFirst()
                .ifPresent(frame -> line.put("width", frame.width()).put("height", frame.height()));
        ArrayNode regions = line.putArray("regions");
        regions().forEach(found -> {
            ObjectNode region = RegionJson.region(found.region());
            region.put("image", found.picture().image())
                    .put("area", found.region().area());
            regions.add(region);
        });
        ArrayNode steps = line.putArray("steps");
        run.steps().forEach(step -> steps.add(step(step)));
        ArrayNode warnings = line.putArray("warnings");
        run.warnings().forEach(warnings::add);
    }

    private static ObjectNode step(StepReport step) {
        ObjectNode node = JSON.objectNode()
                .put("id", step.id())
                .put("status", step.status().name().toLowerCase(Locale.ROOT))
                .put("millis", step.millis());
        if (!step.model().isEmpty()) {
            node.put("model", step.model());
        }
        @Nullable Failure failure = step.failure();
        if (failure != null) {
            node.put("error", failure.explain());
        }
        return node;
    }
}
