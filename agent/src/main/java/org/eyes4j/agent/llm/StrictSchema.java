package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a JSON Schema keeps to the rules of OpenAI's strict mode: the root is an object, every object names all its
 * properties as required and allows no others, and only keywords that the mode knows are used. A schema that does not is
 * sent without strict mode, as it is.
 */
final class StrictSchema {
    private static final Set<String> FORBIDDEN = Set.of(
            "allOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "dependentRequired",
            "dependentSchemas",
            "patternProperties",
            "propertyNames",
            "unevaluatedProperties",
            "unevaluatedItems",
            "minProperties",
            "maxProperties",
            "contains",
            "prefixItems",
            "uniqueItems");
    private static final int DEEPEST = 10;

    private StrictSchema() {}

    static boolean fits(JsonNode schema) {
        return schema.path("type").asText().equals("object") && !schema.has("anyOf") && fits(schema, 0);
    }

    private static boolean fits(JsonNode schema, int depth) {
        if (!schema.isObject() || depth > DEEPEST) {
            return false;
        }
        for (String keyword : FORBIDDEN) {
            if (schema.has(keyword)) {
                return false;
            }
        }
        boolean object = schema.has("properties") || isObject(schema.path("type"));
        boolean said = schema.has("type")
                || schema.has("anyOf")
                || schema.has("$ref")
                || schema.has("enum")
                || schema.has("const");
        return said
                && (!object || isClosed(schema))
                && all(schema.path("properties"), depth)
                && all(schema.path("$defs"), depth)
                && all(schema.path("definitions"), depth)
                && all(schema.path("anyOf"), depth)
                && (!schema.has("items") || fits(schema.path("items"), depth + 1));
    }

    private static boolean isObject(JsonNode type) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (one.asText().equals("object")) {
                    return true;
                }
            }
        }
        return type.asText().equals("object");
    }

    private static boolean isClosed(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(r -> required.add(r.asText()));
        Set<String> properties = new HashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(properties::add);
        JsonNode others = schema.path("additionalProperties");
        return others.isBoolean() && !others.asBoolean() && required.equals(properties);
    }

    private static boolean all(JsonNode schemas, int depth) {
        for (JsonNode schema : schemas) {
            if (!fits(schema, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
