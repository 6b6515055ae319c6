package org.eyes4j.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.app.batch.BatchException;
import org.eyes4j.app.batch.Item;
import org.eyes4j.app.batch.Items;
import org.eyes4j.app.batch.PictureInput;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --input} gives a workflow. One input of the kind image has the workflow run once for each of its pictures; all
 * others are the same in every run, but for those that lie in that picture (prompts, detections), which are read anew in each.
 */
final class WorkflowInputs {
    private static final String OPTION = "--input";

    private final Eyes4j eyes4j;
    private final String workflow;
    private final Plan plan;
    private final Map<String, List<String>> texts;
    private final @Nullable Path out;
    private final Map<String, PictureInput> pictures = new LinkedHashMap<>();
    private final String streamed;

    /**
     * Finds out what is given; no picture is opened yet.
     *
     * @param out where results go, which is no input; may be null
     * @throws CommandFailure (wrong usage) with every fault
     */
    WorkflowInputs(Eyes4j eyes4j, String workflow, Plan plan, List<String> assignments, @Nullable Path out) {
        this.eyes4j = eyes4j;
        this.workflow = workflow;
        this.plan = plan;
        this.out = out;
        List<String> faults = new ArrayList<>();
        this.texts = ArgumentReader.split(OPTION, assignments, faults);
        texts.keySet().stream()
                .filter(name -> !plan.inputs().containsKey(name))
                .forEach(name -> faults.add("Workflow '" + workflow + "' has no input '" + name + "'; "
                        + Names.hint(name, plan.inputs().keySet())));
        plan.inputs().forEach((name, input) -> {
            if (!texts.containsKey(name) && input.defaultValue() == null) {
                faults.add("Input '" + name + "' (" + input.kind() + ") of '" + workflow
                        + "' is not given; give it with " + OPTION + " " + name + "=" + form(input.kind()));
            }
        });
        refuse(faults);
        this.streamed = findPictures();
    }

    private static String form(Kind kind) {
        return kind.equals(Kind.IMAGE) || kind.equals(Kind.listOf(Kind.IMAGE)) ? "FILE|FOLDER|GLOB|VIDEO" : "VALUE";
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw CommandFailure.usage(String.join("\n", faults));
        }
    }

    private String findPictures() {
        List<String> several = new ArrayList<>();
        String first = "";
        try {
            for (Map.Entry<String, List<String>> given : texts.entrySet()) {
                Kind kind = kind(given.getKey());
                if (kind.equals(Kind.IMAGE) || kind.equals(Kind.listOf(Kind.IMAGE))) {
                    PictureInput input = PictureInput.of(given.getValue(), out);
                    pictures.put(given.getKey(), input);
                    if (kind.equals(Kind.IMAGE)) {
                        first = first.isEmpty() ? given.getKey() : first;
                        if (input.isSeveral()) {
                            several.add(given.getKey());
                        }
                    }
                }
            }
        } catch (BatchException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
        if (several.size() > 1) {
            throw CommandFailure.usage("Inputs '" + String.join("' and '", several)
                    + "' are given several pictures each; a workflow runs once for each picture of one input, and every"
                    + " other has the same picture in all runs");
        }
        return several.isEmpty() ? first : several.get(0);
    }

    /** One that there is. */
    private PlanInput input(String name) {
        return Objects.requireNonNull(plan.inputs().get(name), name);
    }

    private Kind kind(String input) {
        return input(input).kind();
    }

    /** Whether the workflow runs once for each of many pictures. */
    boolean isSeveral() {
        PictureInput input = pictures.get(streamed);
        return input != null && input.isSeveral();
    }

    /** The input that each run has another picture for; empty for none. */
    String streamed() {
        return streamed;
    }

    /** What the workflow is run over. */
    Items items(PictureReader reader, PictureInput.Films films) {
        PictureInput input = pictures.get(streamed);
        return input == null ? Items.of(List.of(Item.alone("run"))) : input.items(reader, films);
    }

    /** Inputs that are the same in every run. */
    Map<String, Value> fixed(PictureReader reader, PictureInput.Films films) {
        Map<String, Value> values = new LinkedHashMap<>();
        // Pictures of a list are called as their files are; no two pictures of a run may have one name.
        Set<String> taken = new HashSet<>(plan.inputs().keySet());
        for (Map.Entry<String, PictureInput> input : pictures.entrySet()) {
            String name = input.getKey();
            if (!name.equals(streamed)) {
                List<Value> images = decoded(name, input.getValue(), reader, films, taken);
                values.put(name, kind(name).equals(Kind.IMAGE) ? images.get(0) : new Value.ListOf(Kind.IMAGE, images));
            }
        }
        values.putAll(reader(false).read(named(false), null, new ArrayList<>()));
        List<String> faults = new ArrayList<>();
        values.forEach((name, value) -> input(name).rule().fault(name, value).ifPresent(faults::add));
        refuse(faults);
        return values;
    }

    private List<Value> decoded(
            String name, PictureInput input, PictureReader reader, PictureInput.Films films, Set<String> taken) {
        Integer own = input(name).rule().maxItems();
        int fanOut = eyes4j.runOptions().limits().fanOut();
        int most = own == null ? fanOut : Math.min(own, fanOut);
        boolean single = kind(name).equals(Kind.IMAGE);
        List<Value> images = new ArrayList<>();
        try (Items items = input.items(reader, films)) {
            while (items.hasNext()) {
                if (images.size() == most) {
                    throw CommandFailure.usage("Input '" + name + "' of '" + workflow + "' takes a list of at most "
                            + most
                            + " pictures (its own max_items, or the setting runs.max_fan_out), and more are given; an input of the kind"
                            + " image has the workflow run once for each of any number");
                }
                Item item = items.next();
                String id = single || !taken.add(item.name()) ? name + (single ? "" : "/" + item.name()) : item.name();
                item.opening().get().image().map(image -> image.apply(id)).ifPresent(images::add);
            }
        }
        if (images.isEmpty()) {
            throw CommandFailure.usage("Input '" + name + "' of '" + workflow + "' has no picture in it");
        }
        return images;
    }

    /** Inputs that lie in the picture of a run. */
    Function<Optional<Frame>, Map<String, Value>> framed() {
        Map<String, List<String>> lying = named(true);
        ArgumentReader reader = reader(true);
        return lying.isEmpty() ? frame -> Map.of() : frame -> reader.read(lying, frame.orElse(null), new ArrayList<>());
    }

    private Map<String, List<String>> named(boolean lying) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        texts.forEach((name, given) -> {
            if (!pictures.containsKey(name) && liesInPicture(kind(name)) == lying) {
                named.put(name, given);
            }
        });
        return named;
    }

    private static boolean liesInPicture(Kind kind) {
        if (kind instanceof Kind.ListKind list) {
            return liesInPicture(list.element());
        }
        return kind == Kind.DETECTIONS || kind == Kind.MASKS || kind == Kind.KEYPOINTS || kind == Kind.VISUAL_PROMPTS;
    }

    private ArgumentReader reader(boolean lying) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        plan.inputs().forEach((name, input) -> {
            if (liesInPicture(input.kind()) == lying) {
                kinds.put(name, input.kind());
            }
        });
        return new ArgumentReader(
                new ArgumentReader.Words(
                        OPTION, "Input", "'" + workflow + "'", "Workflow '" + workflow + "' has no input", ""),
                kinds,
                eyes4j::readPicture,
                eyes4j::readSound);
    }

    /** What the results depend on besides the workflow and the picture of a run: equal only for what is equal. */
    List<String> identity(Map<String, Value> fixed) {
        List<String> parts = new ArrayList<>();
        fixed.forEach((name, value) -> {
            if (pictures.containsKey(name)) {
                parts.add(name + "=" + fingerprint(value));
            }
        });
        texts.forEach((name, given) -> {
            if (!pictures.containsKey(name)) {
                given.forEach(text -> parts.add(name + "=" + content(text, kind(name))));
            }
        });
        return parts;
    }

    private static String fingerprint(Value value) {
        return value instanceof Value.Image image
                ? image.raster().fingerprint()
                : ((Value.ListOf) value)
                        .items().stream()
                                .map(WorkflowInputs::fingerprint)
                                .toList()
                                .toString();
    }

    private static String content(String text, Kind kind) {
        boolean file = kind.equals(Kind.AUDIO) || text.startsWith("@") && !kind.equals(Kind.TEXT);
        try {
            return file ? Sha256.of(Files.readAllBytes(Path.of(text.replaceFirst("^@", "")))) : text;
        } catch (IOException e) {
            return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
