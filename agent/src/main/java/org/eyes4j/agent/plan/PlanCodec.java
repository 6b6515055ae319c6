package org.eyes4j.agent.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Plans as JSON and back, in the one form that plans, workflows and recorded runs share:
 * {@code {name?, inputs, steps: [{id, tool, with, when?, for_each?, retry?, timeout?, on_failure?}], outputs}}. A YAML
 * document goes the same way once its tree is a {@link JsonNode}. What is read is untrusted: size, depth and counts are
 * bounded, and every fault is told at once.
 */
public final class PlanCodec {
    /** Most characters of a plan's text. */
    public static final int MAX_CHARACTERS = 1 << 20;

    static final int MAX_DEPTH = 32;
    static final int MAX_NODES = 50_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(4L * MAX_CHARACTERS)
                            .maxStringLength(MAX_CHARACTERS)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PlanCodec() {}

    /**
     * Reads a plan from JSON text.
     *
     * @throws PlanFormatException with every fault found
     */
    public static Plan parse(String json) {
        if (json.length() > MAX_CHARACTERS) {
            throw new PlanFormatException(List.of(new Fault(
                    Fault.Code.LIMIT,
                    "",
                    "A plan has at most " + MAX_CHARACTERS + " characters, got " + json.length(),
                    "")));
        }
        JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new PlanFormatException(List.of(new Fault(Fault.Code.FORMAT, "", "Not JSON: " + told(e), "")));
        }
        return fromJson(tree);
    }

    /**
     * Reads a plan from a tree, JSON's or YAML's.
     *
     * @throws PlanFormatException with every fault found
     */
    public static Plan fromJson(JsonNode tree) {
        return new PlanReader().read(tree);
    }

    /** Writes what {@link #fromJson} reads. */
    public static JsonNode toJson(Plan plan) {
        return PlanWriter.write(plan);
    }

    /** The JSON Schema (2020-12) of a plan's form. */
    public static JsonNode schema() {
        try (InputStream in = PlanCodec.class.getResourceAsStream("plan.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("plan.schema.json is missing from the class path");
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String told(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        String text = message.length() > 200 ? message.substring(0, 197) + "..." : message;
        return e.getLocation() == null
                ? text
                : text + " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
