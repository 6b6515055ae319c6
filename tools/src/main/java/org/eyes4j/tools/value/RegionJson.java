package org.eyes4j.tools.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;

/** Regions and what they are made of, as JSON and back: boxes {@code [x1, y1, x2, y2]}, masks as compressed COCO RLE. */
public final class RegionJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RegionJson() {}

    public static ObjectNode region(Region region) {
        Detection d = region.detection();
        ObjectNode node = JSON.objectNode();
        if (region.isNamed()) {
            node.put("id", region.id());
        }
        node.put("label", d.label()).put("score", round(d.score(), 4));
        node.set("box", box(d.box()));
        Mask mask = d.mask();
        if (mask != null) {
            node.set("mask", mask(mask));
        }
        if (!d.keypoints().isEmpty()) {
            node.set("keypoints", keypoints(d.keypoints()));
        }
        Polygon outline = d.outline();
        if (outline != null) {
            ArrayNode points = node.putArray("outline");
            outline.points().forEach(p -> points.add(pair(p)));
        }
        if (d.text() != null) {
            node.put("text", d.text());
        }
        if (!d.attributes().isEmpty()) {
            ObjectNode attributes = node.putObject("attributes");
            d.attributes().forEach(attributes::put);
        }
        return node;
    }

    static Region readRegion(JsonNode node) {
        List<String> missing = Stream.of("label", "box")
                .filter(member -> !node.has(member))
                .map(member -> "'" + member + "'")
                .toList();
        if (!missing.isEmpty()) {
            throw new ValueFormatException("Expected a region {label, box: [x1, y1, x2, y2], …}, found "
                    + ValueJson.brief(node) + ", which has no " + String.join(" and no ", missing));
        }
        BoundingBox box = readBox(node);
        Map<String, String> attributes = new LinkedHashMap<>();
        node.path("attributes")
                .properties()
                .forEach(e -> attributes.put(e.getKey(), e.getValue().asText()));
        Detection detection = new Detection(
                text(node, "label"),
                score(node),
                box,
                node.path("mask").isObject() ? readMask(node.get("mask")) : null,
                readKeypoints(node.path("keypoints")),
                node.path("outline").isArray() ? new Polygon(points(node, "outline")) : null,
                node.path("text").isTextual() ? node.get("text").textValue() : null,
                attributes);
        return new Region(node.path("id").asText(""), detection);
    }

    /** COCO's form: {@code {size: [height, width], counts: "…"}}. */
    public static ObjectNode mask(Mask mask) {
        ObjectNode node = JSON.objectNode();
        node.putArray("size").add(mask.height()).add(mask.width());
        return node.put("counts", mask.toCompressed());
    }

    static Mask readMask(JsonNode node) {
        double[] size = numbers(node, "size", "[height, width]", 2);
        JsonNode counts = node.path("counts");
        if (counts.isTextual()) {
            return Mask.fromCompressed((int) size[1], (int) size[0], counts.textValue());
        }
        ValueJson.expect(counts.isArray(), node, "a mask {size: [height, width], counts}");
        int[] runs = new int[counts.size()];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = counts.get(i).asInt();
        }
        return Mask.of((int) size[1], (int) size[0], runs);
    }

    static ArrayNode keypoints(List<Keypoint> keypoints) {
        ArrayNode array = JSON.arrayNode();
        keypoints.forEach(k -> array.addObject()
                .put("name", k.name())
                .put("x", round(k.x(), 2))
                .put("y", round(k.y(), 2))
                .put("score", round(k.score(), 4)));
        return array;
    }

    static List<Keypoint> readKeypoints(JsonNode node) {
        return ValueJson.each(
                node, "keypoints", k -> new Keypoint(text(k, "name"), number(k, "x"), number(k, "y"), score(k)));
    }

    static ObjectNode search(Search search) {
        ObjectNode node = JSON.objectNode();
        ArrayNode asked = node.putArray("asked");
        search.asked().forEach(asked::add);
        ObjectNode matched = node.putObject("matched");
        search.matched().forEach((word, labels) -> {
            ArrayNode array = matched.putArray(word);
            labels.forEach(array::add);
        });
        ArrayNode unknown = node.putArray("unknown");
        search.unknown().forEach(unknown::add);
        return node.put("closed_vocabulary", search.closedVocabulary())
                .put("threshold", search.threshold())
                .put("model", search.model());
    }

    static Search readSearch(JsonNode node) {
        Map<String, List<String>> matched = new LinkedHashMap<>();
        node.path("matched").properties().forEach(e -> matched.put(e.getKey(), texts(e.getValue())));
        return new Search(
                texts(node.path("asked")),
                matched,
                texts(node.path("unknown")),
                node.path("closed_vocabulary").asBoolean(false),
                node.path("threshold").asDouble(0),
                node.path("model").asText(""));
    }

    /** {@code [x1, y1, x2, y2]}, hundredths of a pixel. */
    public static ArrayNode box(BoundingBox box) {
        ArrayNode array = JSON.arrayNode();
        box.toList().forEach(v -> array.add(ValueJson.number(round(v, 2))));
        return array;
    }

    static ArrayNode pair(Point p) {
        return JSON.arrayNode().add(ValueJson.number(round(p.x(), 2))).add(ValueJson.number(round(p.y(), 2)));
    }

    static BoundingBox readBox(JsonNode node) {
        double[] b = numbers(node, "box", "[x1, y1, x2, y2]", 4);
        return new BoundingBox(b[0], b[1], b[2], b[3]);
    }

    static Point point(JsonNode node, String member) {
        double[] xy = numbers(node, member, "[x, y]", 2);
        return new Point(xy[0], xy[1]);
    }

    static List<Point> points(JsonNode node, String member) {
        JsonNode list = node.path(member);
        ValueJson.expect(list.isArray(), list, "'" + member + "' as [[x, y], …]");
        return ValueJson.each(list, member, p -> {
            double[] xy = numbers(p, "[x, y]", 2);
            return new Point(xy[0], xy[1]);
        });
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        ValueJson.expect(value.isTextual(), node, "an object with text '" + field + "'");
        return value.textValue();
    }

    /** Certain where nothing is said. */
    private static double score(JsonNode node) {
        return node.has("score") ? number(node, "score") : 1;
    }

    static double number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        ValueJson.expect(value.isNumber(), node, "an object with number '" + field + "'");
        return value.doubleValue();
    }

    /** So many numbers in a member of an object. */
    static double[] numbers(JsonNode node, String member, String form, int count) {
        ValueJson.expect(node.has(member), node, "an object with '" + member + "': " + form);
        return numbers(node.get(member), "'" + member + "' as " + form, count);
    }

    private static double[] numbers(JsonNode node, String what, int count) {
        String expected = what + ", " + count + " numbers";
        ValueJson.expect(node.isArray() && node.size() == count, node, expected);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            ValueJson.expect(node.get(i).isNumber(), node, expected);
            numbers[i] = node.get(i).doubleValue();
        }
        return numbers;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(t -> texts.add(t.asText()));
        return texts;
    }

    private static double round(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.rint(value * scale) / scale;
    }
}
