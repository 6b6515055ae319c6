package org.eyes4j.agent.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.sequence.SequenceCodec;
import org.eyes4j.tools.sequence.SequenceRegion;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;

/**
 * What a language model sees of values: compact text within a budget of tokens, told honestly where it was cut. Never bytes, never
 * pixels, never vectors. Texts, labels and names that stand in values are untrusted: they are cleaned and in quotes
 * that they cannot end; whoever puts the whole into a prompt puts a {@link Fence} around it.
 */
public final class ValueText {
    private static final SequenceCodec PIXELS = SequenceCodec.pixels();
    private static final int CHARACTERS_A_TOKEN = 3;
    private static final int SHORT = 60;

    private ValueText() {}

    /**
     * Values, each behind its name. Where they are more than the budget for all, those that are long get less, down to the same for
     * each; what finds no room even then is named.
     */
    public static String of(Map<String, Value> values, TextBudget budget) {
        int each = budget.perValue();
        List<Map.Entry<String, Value>> entries = List.copyOf(values.entrySet());
        List<String> lines = lines(entries, each);
        while (cost(lines) > budget.all() && each > SHORT) {
            each = Math.max(SHORT, each * 3 / 4);
            lines = lines(entries, each);
        }
        int shown = 0;
        int used = 0;
        while (shown < lines.size() && (used += Tokens.estimate(lines.get(shown)) + 1) <= budget.all()) {
            shown++;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, shown));
        if (shown < lines.size()) {
            String names = entries.subList(shown, entries.size()).stream()
                    .limit(20)
                    .map(e -> name(e.getKey()))
                    .collect(Collectors.joining(", "));
            kept.add("… " + (lines.size() - shown) + " more results, not shown: " + names);
        }
        return String.join("\n", kept);
    }

    /** One value. */
    public static String of(Value value, int budget) {
        if (value instanceof Value.Text text) {
            return Quoted.of(text.text(), budget * CHARACTERS_A_TOKEN);
        } else if (value instanceof Value.Number number) {
            String unit = CleanText.line(number.unit(), 20);
            return NumberText.of(number.value()) + (unit.isEmpty() ? "" : " " + unit);
        } else if (value instanceof Value.Flag flag) {
            return flag.value() ? "true" : "false";
        } else if (value instanceof Value.Image image) {
            return RegionText.place(image.frame());
        } else if (value instanceof Value.Detections detections) {
            return RegionText.of(detections, budget);
        } else if (value instanceof Value.Masks masks) {
            return masks(masks, budget);
        } else if (value instanceof Value.Keypoints keypoints) {
            return keypoints(keypoints);
        } else if (value instanceof Value.Classification classification) {
            return some(
                    classification.entries(),
                    e -> Quoted.of(e.label(), 80) + " " + NumberText.score(e.score()),
                    ", ",
                    "labels",
                    budget);
        } else if (value instanceof Value.VisualPrompts prompts) {
            return "drawn on " + RegionText.place(prompts.frame()) + ": "
                    + some(prompts.prompts(), p -> prompt(p, prompts.frame().toRoot()), ", ", "marks", budget);
        } else if (value instanceof Value.Record named) {
            return named(named, budget);
        } else if (value instanceof Value.ListOf list) {
            return list(list, budget);
        }
        return handle(value);
    }

    /** What is only told by its size. */
    private static String handle(Value value) {
        if (value instanceof Value.Video video) {
            return "video, " + video.width() + " x " + video.height() + ", " + video.frames() + " frames, "
                    + NumberText.of(video.framesPerSecond()) + " a second";
        } else if (value instanceof Value.Audio audio) {
            return "sound, " + NumberText.score(audio.samples() / (double) audio.sampleRate()) + " seconds";
        } else if (value instanceof Value.Embedding embedding) {
            return "vector of " + embedding.vector().length + " numbers by " + CleanText.line(embedding.model(), 60);
        }
        Value.DepthMap depth = (Value.DepthMap) value;
        return "depth of " + RegionText.place(depth.frame()) + ", "
                + (depth.metric() ? "in metres" : "of no unit, larger is nearer");
    }

    private static String masks(Value.Masks masks, int budget) {
        double tolerance =
                Math.max(1, 0.01 * Math.max(masks.frame().width(), masks.frame().height()));
        Affine map = masks.frame().toRoot();
        return masks.masks().size() + " masks in " + RegionText.place(masks.frame()) + "\n"
                + some(masks.masks(), m -> mask(m, tolerance, map), "\n", "masks", budget);
    }

    private static String mask(Mask mask, double tolerance, Affine map) {
        if (mask.isEmpty()) {
            return "empty mask";
        }
        SequenceRegion region = SequenceRegion.of(
                new Region("", Detection.of("mask", 1, mask.box()).withMask(mask)), tolerance, 3);
        return PIXELS.encode(List.of(new SequenceRegion(
                        "",
                        "mask",
                        map.apply(mask.box()),
                        null,
                        region.polygons().stream().map(p -> p.map(map)).toList(),
                        List.of())))
                + " area " + mask.area();
    }

    private static String keypoints(Value.Keypoints value) {
        if (value.keypoints().isEmpty()) {
            return "no key points in " + RegionText.place(value.frame());
        }
        Affine map = value.frame().toRoot();
        List<Keypoint> mapped = value.keypoints().stream()
                .limit(200)
                .map(k -> {
                    Point p = map.apply(new Point(k.x(), k.y()));
                    return new Keypoint(CleanText.line(k.name(), 40), p.x(), p.y(), k.score());
                })
                .toList();
        int left = value.keypoints().size() - mapped.size();
        return "key points in " + RegionText.place(value.frame()) + " "
                + PIXELS.encode(List.of(SequenceRegion.ofKeypoints("", mapped)))
                + (left == 0 ? "" : " … " + left + " more");
    }

    private static String named(Value.Record named, int budget) {
        List<Map.Entry<String, Value>> fields = List.copyOf(named.fields().entrySet());
        int each = Math.max(20, budget / Math.max(1, fields.size()));
        return "{" + some(fields, e -> name(e.getKey()) + ": " + of(e.getValue(), each), "; ", "fields", budget) + "}";
    }

    private static String list(Value.ListOf list, int budget) {
        List<String> lines = new ArrayList<>();
        int each = Math.max(20, budget / Math.max(1, Math.min(list.items().size(), 20)));
        for (int i = 0; i < Math.min(list.items().size(), 2_000); i++) {
            lines.add("[" + i + "] " + of(list.items().get(i), each).replace("\n", "\n    "));
        }
        String head = "list of " + list.items().size() + " (" + list.element() + ")";
        return lines.isEmpty() ? head : head + "\n" + cut(lines, list.items().size(), "\n", "items", budget - 10);
    }

    private static <T> String some(List<T> items, Function<T, String> form, String separator, String what, int budget) {
        return cut(items.stream().limit(2_000).map(form).toList(), items.size(), separator, what, budget);
    }

    /** As many as there is room for, at least one, and how many more there are. */
    private static String cut(List<String> items, int all, String separator, String what, int budget) {
        int used = 10;
        int shown = 0;
        while (shown < items.size() && (used += Tokens.estimate(items.get(shown)) + 1) <= budget) {
            shown++;
        }
        shown = Math.max(shown, Math.min(1, items.size()));
        String text = String.join(separator, items.subList(0, shown));
        return shown == all ? text : text + separator + "… " + (all - shown) + " more " + what;
    }

    private static String prompt(VisualPrompt prompt, Affine map) {
        if (prompt instanceof VisualPrompt.PointPrompt point) {
            return (point.positive() ? "point(" : "not point(") + at(map.apply(point.at())) + ")";
        } else if (prompt instanceof VisualPrompt.BoxPrompt box) {
            return RegionText.box(map.apply(box.box()));
        } else if (prompt instanceof VisualPrompt.Scribble scribble) {
            BoundingBox box = BoundingBox.around(scribble.stroke());
            return (scribble.positive() ? "scribble in " : "not scribble in ") + RegionText.box(map.apply(box));
        } else if (prompt instanceof VisualPrompt.MaskPrompt mask) {
            return mask.mask().isEmpty()
                    ? "empty mask"
                    : "mask in " + RegionText.box(map.apply(mask.mask().box()));
        } else if (prompt instanceof VisualPrompt.TextPrompt text) {
            return "words " + Quoted.of(text.text(), 80);
        }
        VisualPrompt.Exemplar exemplar = (VisualPrompt.Exemplar) prompt;
        return "like " + Quoted.of(exemplar.region().label(), 80) + " in "
                + RegionText.place(exemplar.image().frame());
    }

    private static String at(Point point) {
        return Math.round(point.x()) + "," + Math.round(point.y());
    }

    private static List<String> lines(List<Map.Entry<String, Value>> entries, int each) {
        return entries.stream()
                .map(e -> name(e.getKey()) + ": " + of(e.getValue(), each))
                .toList();
    }

    private static int cost(List<String> lines) {
        return lines.stream().mapToInt(l -> Tokens.estimate(l) + 1).sum();
    }

    /** Names come from plans that models wrote. */
    private static String name(String name) {
        return CleanText.line(name, 60).replaceAll("[^\\p{L}\\p{N}_.= -]", "_");
    }
}
