package org.eyes4j.app.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Between our JSON trees and the plain maps in which the SDK carries schemas, arguments and results. */
final class JsonMaps {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonMaps() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(JsonNode object) {
        return MAPPER.convertValue(object, Map.class);
    }

    static JsonNode tree(Object plain) {
        return MAPPER.valueToTree(plain);
    }

    static String text(JsonNode tree) {
        return tree.toString();
    }
}
