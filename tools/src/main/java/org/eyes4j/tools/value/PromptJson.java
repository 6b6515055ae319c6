package org.eyes4j.tools.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.name.Names;
import org.jspecify.annotations.Nullable;

/**
 * Visual prompts as JSON: {@code [{point: [x, y], positive?}, {box: [x1, y1, x2, y2]}, {scribble: [[x, y], …],
 * positive?}, {mask: RLE}, {text: "…"}]}, bare or under {@code prompts} beside a {@code frame}. An exemplar from another
 * picture has no literal form: it refers to a step.
 */
final class PromptJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> FORMS = Set.of("point", "box", "scribble", "mask", "text");

    private PromptJson() {}

    static ObjectNode toJson(Value.VisualPrompts value) {
        ObjectNode node = JSON.objectNode();
        node.set("frame", ValueJson.frame(value.frame()));
        ArrayNode array = node.putArray("prompts");
        for (VisualPrompt prompt : value.prompts()) {
            ObjectNode one = array.addObject();
            if (prompt instanceof VisualPrompt.PointPrompt point) {
                one.set("point", RegionJson.pair(point.at()));
                one.put("positive", point.positive());
            } else if (prompt instanceof VisualPrompt.BoxPrompt box) {
                one.set("box", RegionJson.box(box.box()));
            } else if (prompt instanceof VisualPrompt.Scribble scribble) {
                ArrayNode stroke = one.putArray("scribble");
                scribble.stroke().forEach(p -> stroke.add(RegionJson.pair(p)));
                one.put("positive", scribble.positive());
            } else if (prompt instanceof VisualPrompt.MaskPrompt mask) {
                one.set("mask", RegionJson.mask(mask.mask()));
            } else if (prompt instanceof VisualPrompt.TextPrompt text) {
                one.put("text", text.text());
            } else if (prompt instanceof VisualPrompt.Exemplar exemplar) {
                ObjectNode of = one.putObject("exemplar");
                of.set("image", ValueJson.frame(exemplar.image().frame()));
                of.set("region", RegionJson.region(exemplar.region()));
            }
        }
        return node;
    }

    static Value.VisualPrompts fromJson(JsonNode node, @Nullable Frame standing) {
        JsonNode list = node.isArray() ? node : node.has("prompts") ? node.get("prompts") : node;
        List<VisualPrompt> prompts =
                list.isArray() ? ValueJson.each(list, "prompts", PromptJson::read) : List.of(read(list));
        return new Value.VisualPrompts(ValueJson.readFrame(node, standing), prompts);
    }

    private static VisualPrompt read(JsonNode node) {
        boolean positive = node.path("positive").asBoolean(true);
        if (node.has("point")) {
            return new VisualPrompt.PointPrompt(RegionJson.point(node, "point"), positive);
        } else if (node.has("box")) {
            return new VisualPrompt.BoxPrompt(RegionJson.readBox(node));
        } else if (node.has("scribble")) {
            return new VisualPrompt.Scribble(RegionJson.points(node, "scribble"), positive);
        } else if (node.has("mask")) {
            return new VisualPrompt.MaskPrompt(RegionJson.readMask(node.get("mask")));
        } else if (node.has("text")) {
            return new VisualPrompt.TextPrompt(RegionJson.text(node, "text"));
        }
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        throw new ValueFormatException("A visual prompt is one of {point}, {box}, {scribble}, {mask}, {text}; found "
                + ValueJson.brief(node) + (keys.isEmpty() ? "" : "; " + Names.hint(keys.get(0), FORMS)));
    }
}
