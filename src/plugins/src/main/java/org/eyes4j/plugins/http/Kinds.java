package org.eyes4j.plugins.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.value.Kind;

/** Which kind of value a schema of an OpenAPI document describes, and within which limits. */
final class Kinds {
    private Kinds() {}

    /** The kind; empty where a schema describes none that a caller could write. */
    static Optional<Kind> of(JsonNode schema, OpenApiDocument api) {
        return switch (type(schema)) {
            case "string" -> Optional.of(isPicture(schema) ? Kind.IMAGE : Kind.TEXT);
            case "number", "integer" -> Optional.of(Kind.NUMBER);
            case "boolean" -> Optional.of(Kind.FLAG);
            case "object" -> Optional.of(Kind.RECORD);
            case "array" ->
                of(api.resolve(schema.path("items")), api)
                        .filter(k -> k.equals(Kind.TEXT) || k.equals(Kind.NUMBER) || k.equals(Kind.FLAG))
                        .map(Kind::listOf);
            default -> Optional.empty();
        };
    }

    private static boolean isPicture(JsonNode schema) {
        String format = schema.path("format").asText();
        return format.equals("binary")
                || format.equals("byte")
                || schema.path("contentEncoding").asText().equals("base64")
                || schema.path("contentMediaType").asText().startsWith("image/");
    }

    /** The type; of several the one that is not null. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (!one.asText().equals("null")) {
                    return one.asText();
                }
            }
        }
        return type.asText(schema.has("properties") ? "object" : schema.has("enum") ? "string" : "");
    }

    /** A port with a schema's limits, choices, default and example. */
    static Port limited(Port port, JsonNode schema) {
        Port limited = port;
        boolean text = port.kind().equals(Kind.TEXT);
        if (text && schema.path("enum").isArray()) {
            List<String> choices = new ArrayList<>();
            schema.path("enum").forEach(c -> choices.add(c.asText()));
            limited = limited.oneOf(choices.toArray(String[]::new));
        }
        if (port.kind().equals(Kind.NUMBER) && (schema.has("minimum") || schema.has("maximum"))) {
            limited = limited.between(
                    schema.path("minimum").asDouble(-Double.MAX_VALUE),
                    schema.path("maximum").asDouble(Double.MAX_VALUE));
        }
        if (text && schema.path("maxLength").canConvertToInt()) {
            limited = limited.atMost(Math.max(1, schema.path("maxLength").asInt()));
        }
        if (port.kind() instanceof Kind.ListKind && schema.path("maxItems").canConvertToInt()) {
            limited = limited.atMost(Math.max(1, schema.path("maxItems").asInt()));
        }
        JsonNode standing = schema.path("default");
        if (!port.required() && standing.isTextual() && text) {
            limited = limited.or(standing.asText());
        } else if (!port.required() && standing.isNumber() && port.kind().equals(Kind.NUMBER)) {
            limited = limited.or(standing.asDouble());
        } else if (!port.required() && standing.isBoolean() && port.kind().equals(Kind.FLAG)) {
            limited = limited.or(standing.asBoolean());
        }
        JsonNode example = schema.has("example")
                ? schema.path("example")
                : schema.path("examples").path(0);
        return example.isValueNode() && !example.isNull() && !port.kind().equals(Kind.IMAGE)
                ? limited.example(example)
                : limited;
    }

    /** The kind of the first answer that tells of success, at a place of it. */
    static Optional<Kind> ofAnswer(JsonNode responses, String pointer, OpenApiDocument api) {
        for (Iterator<Map.Entry<String, JsonNode>> each = responses.fields(); each.hasNext(); ) {
            Map.Entry<String, JsonNode> response = each.next();
            if (!response.getKey().startsWith("2") && !response.getKey().equals("default")) {
                continue;
            }
            Iterator<Map.Entry<String, JsonNode>> content =
                    api.resolve(response.getValue()).path("content").fields();
            if (content.hasNext()) {
                Map.Entry<String, JsonNode> first = content.next();
                if (first.getKey().startsWith("image/")) {
                    return Optional.of(Kind.IMAGE);
                }
                if (first.getKey().startsWith("text/")) {
                    return Optional.of(Kind.TEXT);
                }
                return at(api.resolve(first.getValue().path("schema")), pointer, api)
                        .flatMap(schema -> of(schema, api));
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> at(JsonNode schema, String pointer, OpenApiDocument api) {
        JsonNode at = schema;
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
            String name = step.replace("~1", "/").replace("~0", "~");
            at = api.resolve(
                    at.has("items") ? at.path("items") : at.path("properties").path(name));
        }
        return at.isMissingNode() ? Optional.empty() : Optional.of(at);
    }
}
