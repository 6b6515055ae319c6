package org.eyes4j.vision.dual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.sam.SamExperts;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code segment} by words and examples, on a tiny CLIPSeg: its masks are those that were recorded of it. */
class SegmentByWordsTest {
    private static final Value.Image PICTURE = KeptModels.picture("clipseg", "odd.png");
    private static final ToolRegistry TOOLS = ToolRegistry.of(SamExperts.all(
            KeptModels.serving(List.of("segment"), "sam", "clipseg"),
            Settings.defaults(),
            List.of(new ClipSegSegment())));

    private static ToolResult segment(Map<String, Value> with) {
        return segment(with, ToolContext.detached());
    }

    private static ToolResult segment(Map<String, Value> with, ToolContext context) {
        Map<String, Value> arguments = new LinkedHashMap<>(with);
        arguments.put("image", PICTURE);
        return TOOLS.call(new ToolCall("segment", arguments), context);
    }

    private static ToolContext wishing(String model) {
        ToolContext any = ToolContext.detached();
        return new ToolContext(
                any.cancellation(), any.progress(), any.warnings(), Optional.of(model), any.outputFolder());
    }

    private static Value.Detections found(ToolResult result) {
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return (Value.Detections) ((ToolResult.Success) result).value();
    }

    private static Value words(String... words) {
        return Value.ListOf.texts(List.of(words));
    }

    private static Value.VisualPrompts draw(VisualPrompt... prompts) {
        return new Value.VisualPrompts(PICTURE.frame(), List.of(prompts));
    }

    @Test
    void should_give_each_word_the_mask_that_the_reference_gives_it() {
        Value.Detections found = found(segment(
                Map.of("words", words("a cat", "astronaut suit", "coffee"), "threshold", new Value.Number(0.5))));

        var recorded =
                KeptModels.recorded("clipseg", "text_odd").path("expected").path("masks");
        assertThat(found.regions().stream().map(Region::label)).containsExactly("a cat", "astronaut suit", "coffee");
        for (int i = 0; i < 3; i++) {
            Mask wanted =
                    Mask.fromCompressed(131, 37, recorded.path(i).path("counts").asText());
            Mask actual = found.regions().get(i).mask();
            assertThat(actual).isNotNull();
            assertThat(wanted.iou(java.util.Objects.requireNonNull(actual))).isGreaterThan(0.98);
        }
        assertThat(found.search()).isNotNull();
        assertThat(java.util.Objects.requireNonNull(found.search()).closedVocabulary())
                .isFalse();
    }

    @Test
    void should_take_words_and_examples_as_prompts_too() {
        Value.Detections words = found(segment(Map.of("words", words("coffee"))));
        Value.Detections prompts = found(segment(Map.of("prompts", draw(new VisualPrompt.TextPrompt(" coffee ")))));
        Value.Image other = KeptModels.picture("clipseg", "palette.png");
        Region all = new Region("", Detection.of("mug", 1, new BoundingBox(0, 0, 64, 64)));

        assertThat(prompts).isEqualTo(words);
        assertThat(found(segment(Map.of("prompts", draw(new VisualPrompt.Exemplar(other, all))))))
                .isEqualTo(found(segment(Map.of("example", other))));
        assertThat(found(segment(Map.of("example", other))).regions())
                .extracting(Region::label)
                .containsExactly("similar");
    }

    @Test
    void should_find_nothing_where_no_pixel_is_sure_enough() {
        Value.Detections found = found(segment(Map.of("words", words("coffee"), "threshold", new Value.Number(1))));

        assertThat(found.regions()).isEmpty();
        assertThat(java.util.Objects.requireNonNull(found.search()).asked()).containsExactly("coffee");
    }

    @Test
    void should_refuse_words_together_with_points_and_words_that_are_none() {
        VisualPrompt point = new VisualPrompt.PointPrompt(new Point(3, 3), true);

        assertThat(segment(Map.of("words", words("a cat"), "prompts", draw(point))))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "Words or an example, and things that are drawn or were detected, are asked for in one call",
                        "Call 'segment' once for each"));
        assertThat(segment(Map.of("words", words(" "))))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "'words' holds no words",
                        "Give at least one word or phrase"));
    }

    @Test
    void should_say_that_a_wished_model_understands_other_prompts() {
        VisualPrompt point = new VisualPrompt.PointPrompt(new Point(3, 3), true);

        assertThat(segment(Map.of("prompts", draw(point)), wishing("clipseg")))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "clipseg finds what words name, and none are given",
                        "Give 'words' or an 'example', or ask without a wish for a model"));
        assertThat(segment(Map.of("words", words("a cat")), wishing("sam")))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "sam understands drawn prompts, and no words or examples",
                        "Ask without a wish for a model"));
        assertThat(segment(Map.of("prompts", draw(point)))).isInstanceOf(ToolResult.Success.class);
    }

    @Nested
    class OfSegment extends ToolContractTest {
        @Override
        protected Tool tool() {
            return TOOLS.find("segment").orElseThrow();
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", PICTURE, "words", words("a cat"));
        }
    }
}
