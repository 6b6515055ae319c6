package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.token.HubTokenizer;
import org.eyes4j.vision.token.TokenOptions;
import org.eyes4j.vision.token.TokenOptions.Padding;

/** Texts to token ids and back, for any family whose case is about nothing else. */
final class TokenizerParity implements FamilyParity {
    private static final Set<String> COMPARED = Set.of("input_ids", "attention_mask", "token_type_ids", "decoded");

    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().isPresent()
                && recorded.tensors().isEmpty()
                && recorded.input("texts").isArray()
                && recorded.expected("input_ids").isArray()
                && expected(recorded).stream().allMatch(COMPARED::contains);
    }

    private static List<String> expected(ParityCase recorded) {
        List<String> names = new ArrayList<>();
        recorded.json().path("expected").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        List<String> texts = StreamSupport.stream(recorded.input("texts").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        Stage stage = new Stage(recorded, "tokens");
        try (HubTokenizer tokenizer = HubTokenizer.of(recorded.model().orElseThrow())) {
            HubTokenizer.Batch batch = tokenizer.encode(texts, options(recorded));
            compare(stage, "input_ids", recorded.expected("input_ids"), texts, batch.ids());
            compare(stage, "attention_mask", recorded.expected("attention_mask"), texts, batch.attention());
            compare(stage, "token_type_ids", recorded.expected("token_type_ids"), texts, batch.types());
            JsonNode decoded = recorded.expected("decoded");
            for (int i = 0; i < decoded.size(); i++) {
                stage.equal("decoded " + i, decoded.get(i).asText(), tokenizer.decode(batch.ids()[i], true));
            }
        }
    }

    private static TokenOptions options(ParityCase recorded) {
        // SigLIP was trained with every text filled up, and its processor does so without being asked.
        String unasked = recorded.family().orElseThrow() == HubFamily.SIGLIP ? "max_length" : "none";
        JsonNode stated = recorded.input("padding");
        String padding = stated.isTextual() ? stated.asText() : stated.asBoolean() ? "longest" : unasked;
        return new TokenOptions(
                Padding.valueOf(padding.toUpperCase(Locale.ROOT)),
                recorded.input("max_length").asInt(0),
                recorded.input("truncation").asBoolean(true),
                true);
    }

    private static void compare(Stage stage, String what, JsonNode expected, List<String> texts, long[][] actual) {
        if (expected.isMissingNode()) {
            return;
        }
        stage.equal(what + ", texts", texts.size(), expected.size());
        for (int i = 0; i < texts.size(); i++) {
            long[] ids = StreamSupport.stream(expected.get(i).spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .toArray();
            stage.equal(what + " of \"" + texts.get(i) + "\"", Arrays.toString(ids), Arrays.toString(actual[i]));
        }
    }
}
