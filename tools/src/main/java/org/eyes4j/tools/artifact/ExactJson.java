package org.eyes4j.tools.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.tools.value.VisualPrompt;

/** {@link ValueJson} with every digit: what is stored must come back as it was, where people are shown rounded numbers. */
final class ExactJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ExactJson() {}

    static JsonNode of(Value value) {
        if (value instanceof Value.Video video) {
            return JSON.objectNode()
                    .put("artifact", video.artifact())
                    .put("width", video.width())
                    .put("height", video.height())
                    .put("frames_per_second", video.framesPerSecond())
                    .put("frames", video.frames());
        }
        JsonNode node = ValueJson.toJson(value);
        if (value instanceof Value.Detections detections) {
            for (int i = 0; i < detections.regions().size(); i++) {
                sharpen(
                        (ObjectNode) node.get("regions").get(i),
                        detections.regions().get(i));
            }
        } else if (value instanceof Value.Keypoints keypoints) {
            ((ObjectNode) node).set("keypoints", keypoints(keypoints.keypoints()));
        }
        return node;
    }

    /** Reads what {@link #of} wrote. */
    static Value read(JsonNode node, Kind kind) {
        if (kind.equals(Kind.VIDEO)) {
            return new Value.Video(
                    node.path("artifact").asText(),
                    node.path("width").asInt(),
                    node.path("height").asInt(),
                    node.path("frames_per_second").asDouble(),
                    node.path("frames").asLong());
        } else if (kind.equals(Kind.AUDIO)) {
            return new Value.Audio(
                    node.path("artifact").asText(),
                    node.path("sample_rate").asInt(),
                    node.path("samples").asLong());
        }
        return ValueJson.fromJson(node, kind);
    }

    static Frame frame(JsonNode node) {
        // Detections are the shortest value that carries nothing but a frame.
        ObjectNode carrier = JSON.objectNode();
        carrier.set("frame", node.path("frame"));
        carrier.putArray("regions");
        return ((Value.Detections) ValueJson.fromJson(carrier, Kind.DETECTIONS)).frame();
    }

    /** Any prompt but an exemplar. */
    static JsonNode prompt(VisualPrompt prompt, Frame frame) {
        ObjectNode node = (ObjectNode) ValueJson.toJson(new Value.VisualPrompts(frame, List.of(prompt)))
                .get("prompts")
                .get(0);
        if (prompt instanceof VisualPrompt.PointPrompt point) {
            node.set("point", pair(point.at()));
        } else if (prompt instanceof VisualPrompt.BoxPrompt box) {
            node.set("box", numbers(box.box().toList()));
        } else if (prompt instanceof VisualPrompt.Scribble scribble) {
            node.set("scribble", pairs(scribble.stroke()));
        }
        return node;
    }

    private static void sharpen(ObjectNode node, Region region) {
        Detection d = region.detection();
        node.put("score", d.score());
        node.set("box", numbers(d.box().toList()));
        if (!d.keypoints().isEmpty()) {
            node.set("keypoints", keypoints(d.keypoints()));
        }
        Polygon outline = d.outline();
        if (outline != null) {
            node.set("outline", pairs(outline.points()));
        }
    }

    private static ArrayNode keypoints(List<Keypoint> keypoints) {
        ArrayNode array = JSON.arrayNode();
        keypoints.forEach(k -> array.addObject()
                .put("name", k.name())
                .put("x", k.x())
                .put("y", k.y())
                .put("score", k.score()));
        return array;
    }

    private static ArrayNode pairs(List<Point> points) {
        ArrayNode array = JSON.arrayNode();
        points.forEach(p -> array.add(pair(p)));
        return array;
    }

    private static ArrayNode pair(Point p) {
        return numbers(List.of(p.x(), p.y()));
    }

    private static ArrayNode numbers(List<Double> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
