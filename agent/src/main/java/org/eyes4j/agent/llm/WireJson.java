package org.eyes4j.agent.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON from outside. */
final class WireJson {
    private static final int EXCERPT = 300;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private WireJson() {}

    static @Nullable JsonNode tryParse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** An object, or the fault that something else came. */
    static ObjectNode object(String text, String where) {
        if (tryParse(text) instanceof ObjectNode object) {
            return object;
        }
        throw WireFault.malformed(
                text.isBlank()
                        ? "sent nothing " + where + ", where a JSON object was expected"
                        : "sent something " + where + " that is no whole JSON object: " + excerpt(text));
    }

    /** A text short enough for a message, in one line. */
    static String excerpt(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }
}
