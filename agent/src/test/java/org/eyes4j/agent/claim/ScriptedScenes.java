package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;

/** Runs as {@code scenes.txt} scripts them. */
final class ScriptedScenes {
    private static final Pattern LINE = Pattern.compile("line \"([^\"]*)\" (.*)");

    private final Map<String, Map<String, Value>> inputs = new LinkedHashMap<>();
    private final Map<String, Map<String, Value>> values = new LinkedHashMap<>();
    private final Map<String, List<PlanStep>> steps = new LinkedHashMap<>();
    private String scene = "";
    private String step = "";
    private int named;

    private ScriptedScenes() {}

    static Map<String, RunResult> all() {
        ScriptedScenes scenes = new ScriptedScenes();
        Lines.of(ScriptedScenes.class, "scenes.txt").forEach(scenes::read);
        Map<String, RunResult> results = new LinkedHashMap<>();
        scenes.values.forEach((name, values) -> {
            Map<String, PlanInput> given = new LinkedHashMap<>();
            Objects.requireNonNull(scenes.inputs.get(name))
                    .keySet()
                    .forEach(i -> given.put(i, new PlanInput(Kind.IMAGE)));
            Plan plan = new Plan(name, given, Objects.requireNonNull(scenes.steps.get(name)), Map.of());
            results.put(
                    name,
                    new RunResult(
                            "run-" + name,
                            plan,
                            Objects.requireNonNull(scenes.inputs.get(name)),
                            values,
                            List.of(),
                            List.of()));
        });
        return results;
    }

    private Map<String, Value> values() {
        return Objects.requireNonNull(values.get(scene));
    }

    private Frame frame(String picture) {
        return ((Value.Image) Objects.requireNonNull(inputs.get(scene)).get(picture)).frame();
    }

    private void begin(String id, String tool, Map<String, Argument> with, Value value) {
        step = id;
        values().put(id, value);
        Objects.requireNonNull(steps.get(scene)).add(new PlanStep(id, tool, with));
    }

    private void read(String line) {
        String[] w = line.split(" ");
        Matcher written = LINE.matcher(line);
        switch (w[0]) {
            case "scene" -> {
                scene = w[1];
                named = 0;
                inputs.put(scene, new LinkedHashMap<>());
                values.put(scene, new LinkedHashMap<>());
                steps.put(scene, new ArrayList<>());
            }
            case "picture" -> {
                Raster raster = plain(Integer.parseInt(w[2]), Integer.parseInt(w[3]), w.length > 4);
                Objects.requireNonNull(inputs.get(scene)).put(w[1], Value.Image.of(w[1], raster));
            }
            case "detect" ->
                begin(
                        w[1],
                        "detect",
                        Map.of("image", Argument.Ref.input(w[2])),
                        new Value.Detections(frame(w[2]), List.of(), search(w)));
            case "faces" ->
                begin(
                        w[1],
                        "detect_faces",
                        Map.of("image", Argument.Ref.input(w[2])),
                        new Value.Detections(
                                frame(w[2]),
                                List.of(),
                                new Search(
                                        List.of("face"),
                                        Map.of("face", List.of("face")),
                                        List.of(),
                                        true,
                                        0.5,
                                        "blazeface")));
            case "read" ->
                begin(
                        w[1],
                        "read_text",
                        Map.of("image", Argument.Ref.input(w[2])),
                        Value.Detections.of(frame(w[2]), List.of()));
            case "codes" ->
                begin(
                        w[1],
                        "read_codes",
                        Map.of("image", Argument.Ref.input(w[2])),
                        Value.Detections.of(frame(w[2]), List.of()));
            case "thing" -> thing(w);
            case "line" -> {
                if (!written.matches()) {
                    throw new IllegalStateException("No line of text: " + line);
                }
                add(Detection.of("text", 0.95, box(written.group(2).split(" "), 0))
                        .withText(written.group(1)));
            }
            case "number" ->
                begin(w[1], w[2], Map.of(), new Value.Number(Double.parseDouble(w[3]), w.length > 4 ? w[4] : ""));
            case "classify" -> begin(w[1], "classify", Map.of(), classes(w));
            case "caption" ->
                begin(
                        w[1],
                        "caption",
                        Map.of(),
                        new Value.Record(Map.of(
                                "text",
                                new Value.Text(String.join(" ", Arrays.asList(w).subList(2, w.length))),
                                "generated",
                                new Value.Flag(true))));
            case "depth" -> begin(w[1], "estimate_depth", Map.of(), depth(frame(w[2])));
            default -> throw new IllegalStateException("Nobody knows '" + w[0] + "'");
        }
    }

    private static Raster plain(int width, int height, boolean green) {
        byte[] data = new byte[width * height * 3];
        for (int i = 1; green && i < data.length; i += 3) {
            data[i] = (byte) 160;
        }
        return new Raster(width, height, 3, data);
    }

    private static Search search(String[] w) {
        List<String> asked = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String word : w) {
            String[] parts = word.split("=", 2);
            if (parts[0].equals("asked") && !parts[1].isEmpty()) {
                asked.addAll(List.of(parts[1].split(",")));
            } else if (parts[0].equals("unknown")) {
                unknown.addAll(List.of(parts[1].split(",")));
            }
        }
        Map<String, List<String>> matched = new LinkedHashMap<>();
        asked.stream()
                .filter(word -> !unknown.contains(word))
                .forEach(word -> matched.put(word, List.of(word.equals("ball") ? "sports ball" : word)));
        return new Search(asked, matched, unknown, true, 0.4, "coco-ssd");
    }

    private void thing(String[] w) {
        String[] label = w[1].split("=");
        Detection detection = Detection.of(
                label[label.length - 1].replace("sports_ball", "sports ball"), Double.parseDouble(w[2]), box(w, 3));
        if (label.length > 1) {
            detection = detection.withAttribute("asked", label[0]);
        }
        for (String more : Arrays.asList(w).subList(7, w.length)) {
            String[] parts = more.split("=", 2);
            detection = parts[0].equals("text")
                    ? detection.withText(parts[1])
                    : detection.withAttribute(parts[0], parts[1].replace(",", ", "));
        }
        add(detection);
    }

    private void add(Detection detection) {
        Value.Detections before = (Value.Detections) Objects.requireNonNull(values().get(step));
        List<Region> regions = new ArrayList<>(before.regions());
        regions.add(new Region("r" + ++named, detection));
        values().put(step, before.with(regions));
    }

    private static BoundingBox box(String[] w, int from) {
        return new BoundingBox(
                Double.parseDouble(w[from]),
                Double.parseDouble(w[from + 1]),
                Double.parseDouble(w[from + 2]),
                Double.parseDouble(w[from + 3]));
    }

    private static Value classes(String[] w) {
        List<Value.Classification.Entry> entries = new ArrayList<>();
        for (int i = 2; i + 1 < w.length; i += 2) {
            entries.add(new Value.Classification.Entry(w[i].replace('_', ' '), Double.parseDouble(w[i + 1])));
        }
        return new Value.Classification(entries);
    }

    /** The lower, the nearer. */
    private static Value depth(Frame frame) {
        float[] depth = new float[frame.width() * frame.height()];
        for (int i = 0; i < depth.length; i++) {
            depth[i] = (float) (i / frame.width()) / frame.height();
        }
        return new Value.DepthMap(frame, depth, false);
    }
}
