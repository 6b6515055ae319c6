package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueFormatException;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.vision.picture.Picture;
import org.jspecify.annotations.Nullable;

/**
 * Values as clients write and read them: as {@link ValueJson} does, with pictures as handles {@code {artifact: ID}} or, coming
 * in, as {@code {data: "data:image/png;base64,…"}}. Thread-safe.
 */
public final class WireValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Artifacts artifacts;

    public WireValues(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * A tool's arguments.
     *
     * @param given an object, a member an argument
     * @throws Problem with every fault, at the first one's field
     */
    public Map<String, Value> arguments(ToolSpecification tool, JsonNode given, Caller caller) {
        if (!given.isObject()) {
            throw Problem.at("/arguments", "Expected an object with an argument a member");
        }
        List<String> names = tool.inputs().stream().map(Port::name).toList();
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            if (!names.contains(member.getKey())) {
                throw Problem.at(
                        "/arguments/" + member.getKey(),
                        "Tool '" + tool.name() + "' has no argument '" + member.getKey() + "'; "
                                + Names.hint(member.getKey(), names));
            }
        }
        Map<String, Value> values = new LinkedHashMap<>();
        // Pictures first: coordinates of the others belong to the first of them.
        for (boolean pictures : new boolean[] {true, false}) {
            for (Port port : tool.inputs()) {
                JsonNode node = given.path(port.name());
                if (isPicture(port.kind()) == pictures && !node.isMissingNode() && !node.isNull()) {
                    values.put(port.name(), read(node, port, frame(values), caller));
                }
            }
        }
        return values;
    }

    private Value read(JsonNode node, Port port, @Nullable Frame frame, Caller caller) {
        String field = "/arguments/" + port.name();
        try {
            return isPicture(port.kind())
                    ? pictures(node, port.kind(), field, caller)
                    : ValueJson.fromJson(node, port.kind(), frame);
        } catch (ValueFormatException e) {
            throw Problem.at(field, "Argument '" + port.name() + "' takes " + port.kind() + ": " + e.getMessage());
        }
    }

    private static boolean isPicture(Kind kind) {
        return kind.equals(Kind.IMAGE) || kind.equals(Kind.listOf(Kind.IMAGE));
    }

    private static @Nullable Frame frame(Map<String, Value> values) {
        return values.values().stream()
                .filter(Value.Image.class::isInstance)
                .map(v -> ((Value.Image) v).frame())
                .findFirst()
                .orElse(null);
    }

    private Value pictures(JsonNode node, Kind kind, String field, Caller caller) {
        if (kind.equals(Kind.IMAGE)) {
            return image(node, field, caller);
        }
        List<Value> images = new ArrayList<>();
        if (!node.isArray()) {
            throw Problem.at(field, "Expected a list of pictures, each {artifact} or {data}");
        }
        node.forEach(one -> images.add(image(one, field + "/" + images.size(), caller)));
        return new Value.ListOf(Kind.IMAGE, images);
    }

    /**
     * A picture, its frame named by the artifact's id.
     *
     * @param field where it stands, for messages
     */
    public Value.Image image(JsonNode node, String field, Caller caller) {
        String id = node.isTextual()
                ? node.textValue()
                : node.path("artifact").isTextual() ? node.get("artifact").textValue() : "";
        if (!id.isEmpty()) {
            Picture picture = artifacts.picture(id, caller);
            return Value.Image.of(id, picture.raster());
        }
        if (node.path("data").isTextual()) {
            ArtifactRow row = artifacts.putPicture(data(node.get("data").textValue(), field), field, caller);
            return Value.Image.of(row.id(), artifacts.picture(row.id(), caller).raster());
        }
        throw Problem.at(
                field, "Expected a picture: {\"artifact\": ID} of one that was uploaded, or {\"data\": \"data:…\"}");
    }

    /** The bytes of a data URL, or of base64 alone. */
    public static byte[] data(String text, String field) {
        String base64 = text;
        if (text.startsWith("data:")) {
            int comma = text.indexOf(',');
            if (comma < 0 || !text.substring(0, comma).endsWith(";base64")) {
                throw Problem.at(field, "Expected a data URL with base64: 'data:image/png;base64,…'");
            }
            base64 = text.substring(comma + 1);
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Problem.at(field, "Not base64: " + e.getMessage());
        }
    }

    /** A value for a client; pictures in it become artifacts of theirs. */
    public JsonNode toJson(Value value, String name, Caller caller) {
        if (value instanceof Value.Image image) {
            ArtifactRow row = artifacts.putImage(image, name + ".png", caller);
            ObjectNode node = (ObjectNode) ValueJson.toJson(image);
            return node.put("artifact", row.id());
        } else if (value instanceof Value.ListOf list && holdsImages(list)) {
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(item -> array.add(toJson(item, name + "-" + (array.size() + 1), caller)));
            return array;
        } else if (value instanceof Value.Record fields) {
            ObjectNode node = JSON.objectNode();
            fields.fields().forEach((key, field) -> node.set(key, toJson(field, name + "-" + key, caller)));
            return node;
        }
        return ValueJson.toJson(value);
    }

    private static boolean holdsImages(Value.ListOf list) {
        return list.items().stream()
                .anyMatch(i -> i instanceof Value.Image || i instanceof Value.ListOf || i instanceof Value.Record);
    }
}
