package org.eyes4j.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundPhraseTest {
    @ParameterizedTest
    @CsvSource({"owlvit, tiny.png", "grounding_dino, odd.png"})
    void should_give_every_phrase_its_best_place(String model, String file) {
        Value.Detections found = find(
                model,
                file,
                Map.of(
                        "sentence",
                        new Value.Text("A man riding a brown horse on the beach"),
                        "threshold",
                        new Value.Number(0.01)));

        assertThat(found.regions()).extracting(Region::label).containsExactly("A man", "a brown horse", "the beach");
        assertThat(found.search()).isNotNull();
        assertThat(found.search().closedVocabulary()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"owlvit, tiny.png", "grounding_dino, odd.png"})
    void should_leave_phrases_without_a_sure_place_away(String model, String file) {
        Value.Detections found = find(
                model,
                file,
                Map.of("phrases", Value.ListOf.texts(List.of("a helmet", "a flag")), "threshold", new Value.Number(1)));

        assertThat(found.regions()).isEmpty();
        assertThat(found.search()).isNotNull();
        assertThat(found.search().asked()).containsExactly("a helmet", "a flag");
    }

    @Test
    void should_want_a_phrase() {
        ToolResult result = call("owlvit", "tiny.png", Map.of("sentence", new Value.Text("is it")));

        assertThat(result)
                .isEqualTo(ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "There is no phrase to find: 'sentence' names no thing and 'phrases' is empty",
                        "Give a 'sentence' as \"a dog beside a red car\", or 'phrases'"));
    }

    private static Value.Detections find(String model, String file, Map<String, Value> arguments) {
        ToolResult result = call(model, file, arguments);
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return (Value.Detections) ((ToolResult.Success) result).value();
    }

    private static ToolResult call(String model, String file, Map<String, Value> arguments) {
        Map<String, Value> all = new java.util.HashMap<>(arguments);
        all.put("image", KeptModels.picture(model, file));
        try (GroundPhrase tool = new GroundPhrase(KeptModels.serving(List.of("ground_phrase"), model))) {
            return ToolRegistry.of(List.of(tool)).call(new ToolCall("ground_phrase", all), ToolContext.detached());
        }
    }
}
