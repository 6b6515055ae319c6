package org.eyes4j.vision.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The attributes of a node. Converters of TensorFlow.js wrote them in two ways over the years: integers as numbers or as text, strings as
 * Base64 or as a list of bytes, types as names or as numbers. Both are read here.
 */
record Attributes(JsonNode json) {
    boolean has(String name) {
        return json.path(name).isObject();
    }

    long integer(String name, long otherwise) {
        JsonNode value = json.path(name).path("i");
        return value.isMissingNode() ? otherwise : integer(name, value);
    }

    List<Long> integers(String name) {
        List<Long> out = new ArrayList<>();
        json.path(name).path("list").path("i").forEach(value -> out.add(integer(name, value)));
        return out;
    }

    double real(String name, double otherwise) {
        JsonNode value = json.path(name).path("f");
        if (!value.isMissingNode() && !value.isNumber()) {
            throw new UnsupportedGraph("attribute '" + name + "' is not a number: " + value);
        }
        return value.asDouble(otherwise);
    }

    boolean flag(String name) {
        return json.path(name).path("b").asBoolean(false);
    }

    String text(String name, String otherwise) {
        JsonNode value = json.path(name).path("s");
        return value.isMissingNode() ? otherwise : text(name, value);
    }

    List<String> texts(String name) {
        List<String> out = new ArrayList<>();
        json.path(name).path("list").path("s").forEach(value -> out.add(text(name, value)));
        return out;
    }

    TfjsType type(String name) {
        JsonNode value = json.path(name).path("type");
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new UnsupportedGraph("attribute '" + name + "' should name a data type");
        }
        return TfjsType.ofTensorFlow(value.asText());
    }

    private static long integer(String name, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        try {
            return Long.parseLong(value.asText());
        } catch (NumberFormatException e) {
            throw new UnsupportedGraph("attribute '" + name + "' is not an integer: " + value);
        }
    }

    private static String text(String name, JsonNode value) {
        if (value.isArray()) {
            StringBuilder out = new StringBuilder();
            value.forEach(b -> out.append((char) b.asInt()));
            return out.toString();
        }
        try {
            return new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedGraph("attribute '" + name + "' is not Base64: " + value);
        }
    }
}
