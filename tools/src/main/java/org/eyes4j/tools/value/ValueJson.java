package org.eyes4j.tools.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON and back. Pixels, sound and depth never enter JSON: such values are written as what they are and how
 * large, and read back through the artifact store.
 */
public final class ValueJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ValueJson() {}

    public static JsonNode toJson(Value value) {
        if (value instanceof Value.Text text) {
            return JSON.textNode(text.text());
        } else if (value instanceof Value.Number number) {
            return number(number.value());
        } else if (value instanceof Value.Flag flag) {
            return JSON.booleanNode(flag.value());
        } else if (value instanceof Value.Image image) {
            return frame(image.frame());
        } else if (value instanceof Value.Video video) {
            return JSON.objectNode()
                    .put("artifact", video.artifact())
                    .put("width", video.width())
                    .put("height", video.height())
                    .put("frames_per_second", video.framesPerSecond())
                    .put("frames", video.frames());
        } else if (value instanceof Value.Audio audio) {
            return JSON.objectNode()
                    .put("artifact", audio.artifact())
                    .put("sample_rate", audio.sampleRate())
                    .put("samples", audio.samples());
        } else if (value instanceof Value.Detections detections) {
            return detections(detections);
        } else if (value instanceof Value.Masks masks) {
            ObjectNode node = JSON.objectNode();
            node.set("frame", frame(masks.frame()));
            ArrayNode array = node.putArray("masks");
            masks.masks().forEach(m -> array.add(RegionJson.mask(m)));
            return node;
        } else if (value instanceof Value.Keypoints keypoints) {
            ObjectNode node = JSON.objectNode();
            node.set("frame", frame(keypoints.frame()));
            node.set("keypoints", RegionJson.keypoints(keypoints.keypoints()));
            return node;
        } else if (value instanceof Value.Classification classification) {
            ArrayNode array = JSON.arrayNode();
            classification
                    .entries()
                    .forEach(e -> array.addObject().put("label", e.label()).put("score", e.score()));
            return array;
        } else if (value instanceof Value.Embedding embedding) {
            ObjectNode node = JSON.objectNode().put("model", embedding.model());
            ArrayNode vector = node.putArray("vector");
            for (float v : embedding.vector()) {
                vector.add(v);
            }
            return node;
        } else if (value instanceof Value.DepthMap depth) {
            return frame(depth.frame()).put("metric", depth.metric());
        } else if (value instanceof Value.VisualPrompts prompts) {
            return PromptJson.toJson(prompts);
        } else if (value instanceof Value.Record fields) {
            ObjectNode node = JSON.objectNode();
            fields.fields().forEach((name, field) -> node.set(name, toJson(field)));
            return node;
        } else if (value instanceof Value.ListOf list) {
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(item -> array.add(toJson(item)));
            return array;
        }
        throw new IllegalStateException("No JSON form for " + value.kind());
    }

    /** {@link #fromJson(JsonNode, Kind, Frame)} for JSON that stands beside no picture. */
    public static Value fromJson(JsonNode node, Kind kind) {
        return fromJson(node, kind, null);
    }

    /**
     * Reads a literal as a kind. A single text or number stands for a list of one where a list is asked for.
     *
     * @param frame the picture that coordinates without a frame of their own belong to, if there is one
     * @throws ValueFormatException if the JSON does not say such a value
     */
    public static Value fromJson(JsonNode node, Kind kind, @Nullable Frame frame) {
        try {
            return read(node, kind, frame);
        } catch (ValueFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            // The value itself refuses: a score of 7, a box whose right edge is left of its left one.
            throw new ValueFormatException(String.valueOf(e.getMessage()));
        }
    }

    private static Value read(JsonNode node, Kind kind, @Nullable Frame frame) {
        if (kind instanceof Kind.ListKind list) {
            List<Value> items = new ArrayList<>();
            if (node.isArray()) {
                node.forEach(item -> items.add(fromJson(item, list.element(), frame)));
            } else {
                items.add(fromJson(node, list.element(), frame));
            }
            return new Value.ListOf(list.element(), items);
        }
        return switch ((Kind.Plain) kind) {
            case ANY -> infer(node);
            case TEXT -> {
                expect(node.isTextual(), node, "text");
                yield new Value.Text(node.textValue());
            }
            case NUMBER -> {
                expect(node.isNumber() && Double.isFinite(node.doubleValue()), node, "a number");
                yield new Value.Number(node.doubleValue());
            }
            case FLAG -> {
                expect(node.isBoolean(), node, "true or false");
                yield new Value.Flag(node.booleanValue());
            }
            case RECORD -> {
                expect(node.isObject(), node, "an object");
                yield infer(node);
            }
            case CLASSIFICATION -> {
                expect(node.isArray(), node, "a list of {label, score}");
                yield new Value.Classification(each(
                        node,
                        "entries",
                        e -> new Value.Classification.Entry(
                                RegionJson.text(e, "label"), RegionJson.number(e, "score"))));
            }
            case DETECTIONS -> readDetections(node, frame);
            case MASKS -> {
                Frame own = readFrame(node, frame);
                expect(node.path("masks").isArray(), node, "{masks: [{size: [height, width], counts}, …]}");
                yield new Value.Masks(own, each(node.get("masks"), "masks", RegionJson::readMask));
            }
            case KEYPOINTS ->
                new Value.Keypoints(readFrame(node, frame), RegionJson.readKeypoints(node.path("keypoints")));
            case VISUAL_PROMPTS -> PromptJson.fromJson(node, frame);
            case EMBEDDING -> {
                expect(node.path("vector").isArray(), node, "{model, vector}");
                float[] vector = new float[node.get("vector").size()];
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = node.get("vector").get(i).floatValue();
                }
                yield new Value.Embedding(vector, RegionJson.text(node, "model"));
            }
            case IMAGE, VIDEO, AUDIO, DEPTH_MAP ->
                throw new ValueFormatException("A value of kind " + kind
                        + " cannot be written as a literal: refer to an input or an earlier step, or give an artifact");
        };
    }

    private static ObjectNode detections(Value.Detections detections) {
        ObjectNode node = JSON.objectNode();
        node.set("frame", frame(detections.frame()));
        ArrayNode regions = node.putArray("regions");
        detections.regions().forEach(r -> regions.add(RegionJson.region(r)));
        Search search = detections.search();
        if (search != null) {
            node.set("search", RegionJson.search(search));
        }
        return node;
    }

    private static Value readDetections(JsonNode node, @Nullable Frame frame) {
        JsonNode list = node.isArray() ? node : node.path("regions");
        expect(list.isArray(), node, "{regions: [{label, score, box}, …]}");
        List<Region> regions = each(list, "regions", RegionJson::readRegion);
        JsonNode search = node.path("search");
        return new Value.Detections(
                readFrame(node, frame), regions, search.isObject() ? RegionJson.readSearch(search) : null);
    }

    /** A frame's JSON; the map to the root picture is left out where it is the identity. */
    public static ObjectNode frame(Frame frame) {
        ObjectNode node = JSON.objectNode()
                .put("image", frame.image())
                .put("width", frame.width())
                .put("height", frame.height());
        if (!frame.toRoot().equals(Affine.IDENTITY)) {
            ArrayNode map = node.putArray("to_root");
            frame.toRoot().toList().forEach(v -> map.add(number(v)));
        }
        return node;
    }

    /** The frame a node carries, else the one it stands in. */
    public static Frame readFrame(JsonNode node, @Nullable Frame standing) {
        JsonNode own = node.path("frame");
        if (own.isObject()) {
            double[] m = own.has("to_root")
                    ? RegionJson.numbers(own, "to_root", "six numbers of an affine map", 6)
                    : new double[] {1, 0, 0, 0, 1, 0};
            return new Frame(
                    RegionJson.text(own, "image"),
                    (int) RegionJson.number(own, "width"),
                    (int) RegionJson.number(own, "height"),
                    new Affine(m[0], m[1], m[2], m[3], m[4], m[5]));
        }
        if (standing == null) {
            throw new ValueFormatException(
                    "Coordinates need a picture: give 'frame' {image, width, height}, or an image"
                            + " argument beside them");
        }
        return standing;
    }

    private static Value infer(JsonNode node) {
        if (node.isTextual()) {
            return new Value.Text(node.textValue());
        } else if (node.isNumber()) {
            return fromJson(node, Kind.NUMBER);
        } else if (node.isBoolean()) {
            return new Value.Flag(node.booleanValue());
        } else if (node.isArray()) {
            List<Value> items = new ArrayList<>();
            node.forEach(item -> items.add(infer(item)));
            Kind first = items.isEmpty() ? Kind.ANY : items.get(0).kind();
            boolean same = items.stream().allMatch(i -> i.kind().equals(first));
            return new Value.ListOf(same ? first : Kind.ANY, items);
        } else if (node.isObject()) {
            Map<String, Value> fields = new LinkedHashMap<>();
            node.properties().forEach(e -> fields.put(e.getKey(), infer(e.getValue())));
            return new Value.Record(fields);
        }
        throw new ValueFormatException("Expected a value, found " + brief(node));
    }

    static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? JSON.numberNode((long) value)
                : JSON.numberNode(value);
    }

    /** Reads every item of an array; a fault says of which item it is. */
    static <T> List<T> each(JsonNode array, String name, Function<JsonNode, T> reader) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : array) {
            try {
                items.add(reader.apply(item));
            } catch (IllegalArgumentException e) {
                throw new ValueFormatException(name + "[" + items.size() + "]: " + e.getMessage());
            }
        }
        return items;
    }

    static void expect(boolean holds, JsonNode node, String what) {
        if (!holds) {
            throw new ValueFormatException("Expected " + what + ", found " + brief(node));
        }
    }

    static String brief(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
