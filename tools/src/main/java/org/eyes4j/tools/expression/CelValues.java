package org.eyes4j.tools.expression;

import com.google.common.primitives.UnsignedLong;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * Values as CEL sees them, and back. Texts, numbers and flags are themselves; lists are lists; everything else is an
 * object with fields:
 *
 * <ul>
 *   <li>detections: {@code regions, count, labels, width, height}
 *   <li>a region: {@code id, label, score, box, area, text} (empty where none was read)
 *       {@code , attributes, keypoints, has_mask}; its box: {@code x1, y1, x2, y2, width, height, area, cx, cy}
 *   <li>image and depth map: {@code width, height, id}
 *   <li>masks: {@code count, areas}; key points: one {@code {x, y, score}} a name
 *   <li>classification: {@code label, score} of the best, {@code labels}, {@code scores} by label
 *   <li>record: its fields
 * </ul>
 */
public final class CelValues {
    private CelValues() {}

    public static Object of(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        } else if (value instanceof Value.Number number) {
            return number.value();
        } else if (value instanceof Value.Flag flag) {
            return flag.value();
        } else if (value instanceof Value.ListOf list) {
            return list.items().stream().map(CelValues::of).toList();
        }
        return Origin.of(value, () -> fields(value));
    }

    /** One region of detections, as {@code item} stands for it. */
    public static Object of(Value.Detections detections, Region region) {
        return Origin.of(detections, region, () -> region(region));
    }

    /**
     * What an expression gave, as a value of a kind. Regions that were picked out of detections are detections again.
     *
     * @throws ExpressionException if it is not of that kind
     */
    public static Value toValue(Object result, Kind kind) {
        Value value = convert(result, kind);
        if (!kind.accepts(value.kind())) {
            throw new ExpressionException("The expression gives " + value.kind() + ", and " + kind + " is needed");
        }
        return value;
    }

    private static Value convert(Object result, Kind kind) {
        if (result instanceof Boolean flag) {
            return new Value.Flag(flag);
        } else if (result instanceof Number number) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new ExpressionException("The expression gives " + number + ", which is no finite number");
            }
            return new Value.Number(number.doubleValue());
        } else if (result instanceof String text) {
            return new Value.Text(text);
        } else if (result instanceof Origin origin) {
            Region region = origin.region();
            return region == null ? origin.value() : ((Value.Detections) origin.value()).with(List.of(region));
        } else if (result instanceof List<?> list) {
            return kind.equals(Kind.DETECTIONS) ? regions(list) : list(list, kind);
        } else if (result instanceof Map<?, ?> map) {
            Map<String, Value> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(String.valueOf(name), convert(field, Kind.ANY)));
            return new Value.Record(fields);
        }
        throw new ExpressionException("The expression gives nothing, and " + kind + " is needed");
    }

    private static Value list(List<?> list, Kind kind) {
        Kind wanted = kind instanceof Kind.ListKind of ? of.element() : Kind.ANY;
        List<Value> items = new ArrayList<>();
        for (Object item : list) {
            items.add(toValue(item, wanted));
        }
        Kind first = items.isEmpty() ? wanted : items.get(0).kind();
        boolean same = items.stream().allMatch(i -> i.kind().equals(first));
        return new Value.ListOf(wanted == Kind.ANY && same ? first : wanted, items);
    }

    private static Value regions(List<?> list) {
        List<Region> regions = new ArrayList<>();
        Value.Detections all = null;
        for (Object item : list) {
            if (!(item instanceof Origin origin) || !(origin.value() instanceof Value.Detections of)) {
                throw new ExpressionException("Detections are made of regions, got " + CelFaults.describe(item));
            }
            if (all != null && !all.frame().equals(of.frame())) {
                throw new ExpressionException("The regions belong to different pictures or crops; merge them first");
            }
            all = all == null ? of : all;
            Region region = origin.region();
            regions.addAll(region == null ? of.regions() : List.of(region));
        }
        if (all == null) {
            throw new ExpressionException(
                    "An empty list does not say of which picture it is;" + " use 'select', which keeps the picture");
        }
        return all.with(regions);
    }

    private static Map<String, Object> fields(Value value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (value instanceof Value.Detections detections) {
            fields.put(
                    "regions",
                    detections.regions().stream().map(r -> of(detections, r)).toList());
            fields.put("count", (long) detections.regions().size());
            fields.put(
                    "labels",
                    detections.regions().stream().map(Region::label).distinct().toList());
            size(detections.frame(), fields);
        } else if (value instanceof Value.Image image) {
            size(image.frame(), fields);
        } else if (value instanceof Value.DepthMap depth) {
            size(depth.frame(), fields);
        } else if (value instanceof Value.Masks masks) {
            fields.put("count", (long) masks.masks().size());
            fields.put(
                    "areas", masks.masks().stream().map(m -> (double) m.area()).toList());
        } else if (value instanceof Value.Keypoints keypoints) {
            fields.putAll(keypoints(keypoints.keypoints()));
        } else if (value instanceof Value.Classification classification) {
            classification(classification, fields);
        } else if (value instanceof Value.Record named) {
            named.fields().forEach((name, field) -> fields.put(name, of(field)));
        } else if (value instanceof Value.VisualPrompts prompts) {
            fields.put("count", (long) prompts.prompts().size());
        } else if (value instanceof Value.Embedding embedding) {
            fields.put("model", embedding.model());
        } else if (value instanceof Value.Video video) {
            fields.put("width", (long) video.width());
            fields.put("height", (long) video.height());
            fields.put("frames", video.frames());
            fields.put("seconds", video.frames() / video.framesPerSecond());
        } else if (value instanceof Value.Audio audio) {
            fields.put("seconds", audio.samples() / (double) audio.sampleRate());
        }
        return fields;
    }

    private static Map<String, Object> region(Region region) {
        Detection d = region.detection();
        String text = d.text();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", region.id());
        fields.put("label", d.label());
        fields.put("score", d.score());
        fields.put("box", box(d.box()));
        fields.put("area", region.area());
        fields.put("text", text == null ? "" : text);
        fields.put("attributes", d.attributes());
        fields.put("keypoints", keypoints(d.keypoints()));
        fields.put("has_mask", d.mask() != null);
        return fields;
    }

    private static Map<String, Object> box(BoundingBox box) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("x1", box.x1());
        fields.put("y1", box.y1());
        fields.put("x2", box.x2());
        fields.put("y2", box.y2());
        fields.put("width", box.width());
        fields.put("height", box.height());
        fields.put("area", box.area());
        fields.put("cx", box.centre().x());
        fields.put("cy", box.centre().y());
        return fields;
    }

    private static Map<String, Object> keypoints(List<Keypoint> keypoints) {
        Map<String, Object> fields = new LinkedHashMap<>();
        keypoints.forEach(k -> fields.put(k.name(), Map.of("x", k.x(), "y", k.y(), "score", k.score())));
        return fields;
    }

    private static void classification(Value.Classification classification, Map<String, Object> fields) {
        Map<String, Object> scores = new LinkedHashMap<>();
        classification.entries().forEach(e -> scores.putIfAbsent(e.label(), e.score()));
        fields.put("labels", List.copyOf(scores.keySet()));
        fields.put("scores", scores);
        classification.entries().stream().findFirst().ifPresent(best -> {
            fields.put("label", best.label());
            fields.put("score", best.score());
        });
    }

    private static void size(Frame frame, Map<String, Object> fields) {
        fields.put("width", (long) frame.width());
        fields.put("height", (long) frame.height());
        fields.put("id", frame.image());
    }

    /** CEL's own number and null types as Java's. */
    static Object plain(Object result) {
        if (result instanceof UnsignedLong number) {
            return number.bigIntegerValue().bitLength() < 64 ? (Object) number.longValue() : number.doubleValue();
        }
        return result;
    }
}
