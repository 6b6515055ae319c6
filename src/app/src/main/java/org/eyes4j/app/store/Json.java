package org.eyes4j.app.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Trees as texts in the database. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(256 << 20)
                    .maxDocumentLength(1L << 30)
                    .build())
            .build());

    private Json() {}

    static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON tree: " + e.getMessage(), e);
        }
    }

    static @Nullable String writeOrNull(@Nullable JsonNode tree) {
        return tree == null ? null : write(tree);
    }

    /** @throws SQLException if what is kept is damaged */
    static JsonNode read(String text) throws SQLException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("what is kept is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
