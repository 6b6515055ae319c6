package org.eyes4j.app.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.eyes4j.app.service.Problem;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;

/** Bodies as JSON trees: bounded in depth, numbers and texts, no member twice, nothing after the end. */
@Component
public class JsonTrees extends AbstractHttpMessageConverter<JsonNode> {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(128 << 20)
                            .maxNumberLength(64)
                            .maxNameLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    JsonTrees() {
        super(MediaType.APPLICATION_JSON, new MediaType("application", "*+json"));
    }

    /** Reads a text as a body is read. */
    public static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return JsonNode.class.isAssignableFrom(type);
    }

    @Override
    protected JsonNode readInternal(Class<? extends JsonNode> type, HttpInputMessage input) throws IOException {
        try {
            JsonNode tree = MAPPER.readTree(input.getBody());
            if (tree == null || tree.isMissingNode()) {
                throw Problem.of(Problem.Type.MALFORMED, "The body is empty; expected JSON");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw Problem.of(Problem.Type.MALFORMED, "The body is not JSON: " + words(e) + where);
        }
    }

    @Override
    protected void writeInternal(JsonNode tree, HttpOutputMessage output) throws IOException {
        MAPPER.writeValue(output.getBody(), tree);
    }

    /** Without where Jackson read it from. */
    private static String words(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage())
                .replaceAll("\\s*\\(start marker at \\[Source:[^\\]]*\\]\\)", "")
                .replaceAll("\\s*\\[Source:[^\\]]*\\]", "");
    }
}
