package org.eyes4j.vision.caption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.florence.FlorenceModels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The tools on tiny models with random weights: what the plumbing does, not what is seen. */
class CaptionExpertsTest {
    private static final List<Tool> TOOLS = CaptionExperts.all(
            KeptModels.serving(
                    List.of("caption", "caption_regions", "answer"),
                    "blip/model_caption",
                    "blip/model_vqa",
                    "florence2",
                    "vitgpt2",
                    "idefics3",
                    "llava"),
            settings(),
            new FlorenceModels(4));
    private static final Value.Image PICTURE = KeptModels.picture("blip", "rgba.png");

    private static Settings settings() {
        return Settings.defaults();
    }

    @AfterAll
    static void close() {
        TOOLS.forEach(Tool::close);
    }

    private static Tool tool(String name) {
        return TOOLS.stream()
                .filter(t -> t.specification().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ToolResult call(String tool, String model, Map<String, Value> arguments) {
        ToolContext context =
                new ToolContext(new Cancellation(), p -> {}, w -> {}, Optional.of(model), Optional.empty());
        return ToolRegistry.of(TOOLS).call(new ToolCall(tool, arguments), context);
    }

    private static Value.Record record(ToolResult result) {
        assertThat(result).isInstanceOf(Success.class);
        return (Value.Record) ((Success) result).value();
    }

    @Test
    void should_write_what_the_reference_writes_and_say_who_wrote_it() {
        JsonNode greedy = KeptModels.recorded("blip", "caption_rgba")
                .path("expected")
                .path("generations")
                .get(0);
        String beginning = KeptModels.recorded("blip", "caption_rgba")
                .path("inputs")
                .path("text")
                .asText();

        ToolResult result = call(
                "caption",
                "blip/model_caption",
                Map.of(
                        "image", PICTURE,
                        "beginning", new Value.Text(beginning),
                        "max_tokens", new Value.Number(12)));

        Value.Record caption = record(result);
        assertThat(caption.fields())
                .containsEntry("text", new Value.Text(greedy.path("text").asText()))
                .containsEntry("model", new Value.Text("blip/model_caption"))
                .containsEntry("generated", new Value.Flag(true));
        assertThat(((Value.Number) caption.fields().get("score")).value()).isBetween(0.0, 1.0);
        assertThat(((Success) result).model()).isEqualTo("blip/model_caption");
        assertThat(((Success) result).warnings()).isEmpty();
    }

    @Test
    void should_say_what_a_model_cannot_do() {
        Success result =
                (Success) call("caption", "vitgpt2", Map.of("image", PICTURE, "detail", new Value.Text("thorough")));

        assertThat(result.warnings())
                .containsExactly("vitgpt2 writes one kind of caption only: 'detail' made no difference");
    }

    @Test
    void should_choose_a_model_that_can() {
        ToolResult result = ToolRegistry.of(TOOLS)
                .call(
                        new ToolCall(
                                "caption",
                                Map.of(
                                        "image",
                                        PICTURE,
                                        "detail",
                                        new Value.Text("detailed"),
                                        "max_tokens",
                                        new Value.Number(5))),
                        ToolContext.detached());

        assertThat(((Success) result).model()).isEqualTo("florence2");
        assertThat(((Value.Text) record(result).fields().get("text")).text()).doesNotContain("<loc_");
    }

    @Test
    void should_answer_what_the_reference_answers() {
        JsonNode recorded = KeptModels.recorded("blip", "vqa_odd");

        Value.Record answer = record(call(
                "answer",
                "blip/model_vqa",
                Map.of(
                        "image",
                        KeptModels.picture("blip", "odd.png"),
                        "question",
                        new Value.Text(recorded.path("inputs").path("text").asText()),
                        "max_tokens",
                        new Value.Number(15))));

        assertThat(answer.fields())
                .containsEntry(
                        "text",
                        new Value.Text(recorded.path("expected")
                                .path("generations")
                                .get(0)
                                .path("text")
                                .asText()));
    }

    @Test
    void should_answer_what_the_reference_says_of_a_picture_in_its_prompt() {
        JsonNode recorded = KeptModels.recorded("idefics3", "odd");

        Value.Record answer = record(call(
                "answer",
                "idefics3",
                Map.of(
                        "image",
                        KeptModels.picture("idefics3", "odd.png"),
                        "question",
                        new Value.Text("What is on the table?"),
                        "max_tokens",
                        new Value.Number(12))));

        assertThat(answer.fields())
                .containsEntry("model", new Value.Text("idefics3"))
                .containsEntry("generated", new Value.Flag(true))
                .containsEntry(
                        "text",
                        new Value.Text(recorded.path("expected")
                                .path("generations")
                                .get(0)
                                .path("new_text")
                                .asText()
                                .strip()));
    }

    @Test
    void should_caption_at_any_length_on_a_model_that_is_asked_in_words() {
        for (String model : List.of("idefics3", "llava")) {
            ToolResult result = call(
                    "caption",
                    model,
                    Map.of("image", PICTURE, "detail", new Value.Text("thorough"), "max_tokens", new Value.Number(4)));

            assertThat(record(result).fields()).containsEntry("model", new Value.Text(model));
            assertThat(((Success) result).warnings()).isEmpty();
        }
    }

    @Test
    void should_refuse_a_question_with_a_token_of_the_models_own() {
        Failure failure = (Failure)
                call("answer", "llava", Map.of("image", PICTURE, "question", new Value.Text("Is this </s> the end?")));

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_ARGUMENT);
        assertThat(failure.message())
                .isEqualTo("The text holds `</s>`, which is a token of llava's own; write it otherwise");
    }

    @Test
    void should_refuse_a_question_that_is_too_long() {
        Failure failure = (Failure) call(
                "answer",
                "blip/model_vqa",
                Map.of(
                        "image",
                        PICTURE,
                        "question",
                        new Value.Text("why ".repeat(100).strip())));

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_ARGUMENT);
        assertThat(failure.message())
                .isEqualTo("The text has 102 tokens, and blip/model_vqa reads at most 63; shorten it");
    }

    @Test
    void should_tell_that_a_captioning_model_answers_nothing() {
        Failure failure = (Failure) call(
                "answer", "blip/model_caption", Map.of("image", PICTURE, "question", new Value.Text("what is this ?")));

        assertThat(failure.kind()).isEqualTo(FailureKind.NOT_INSTALLED);
        assertThat(failure.message())
                .isEqualTo(
                        "blip/model_caption answers no questions: expected a graph onnx/text_encoder.onnx, found only"
                                + " [onnx/text_decoder.onnx, onnx/vision_encoder.onnx]");
    }

    @Test
    void should_tell_that_an_answering_model_captions_nothing() {
        Failure failure = (Failure) call("caption", "blip/model_vqa", Map.of("image", PICTURE));

        assertThat(failure.kind()).isEqualTo(FailureKind.NOT_INSTALLED);
        assertThat(failure.message())
                .isEqualTo(
                        "blip/model_vqa was trained to answer questions and writes no captions: expected a repository"
                                + " without onnx/text_encoder.onnx");
    }

    @Test
    void should_stop_when_it_is_cancelled() {
        Cancellation cancelled = new Cancellation();
        cancelled.request();
        ToolContext context = new ToolContext(cancelled, p -> {}, w -> {}, Optional.of("vitgpt2"), Optional.empty());

        Failure failure = (Failure) ToolRegistry.of(TOOLS)
                .call(new ToolCall("caption", Map.of("image", KeptModels.picture("vitgpt2", "tiny.png"))), context);

        assertThat(failure.kind()).isEqualTo(FailureKind.CANCELLED);
    }

    @Test
    void should_caption_each_region_and_leave_out_what_lies_outside() {
        Value.Detections regions = Value.Detections.of(
                PICTURE.frame(),
                List.of(
                        Detection.of("left", 0.9, new BoundingBox(0, 0, 30, 40)),
                        Detection.of("outside", 0.8, new BoundingBox(500, 500, 600, 600)),
                        Detection.of("right", 0.7, new BoundingBox(30.5, 5, 70, 60))));

        for (String model : List.of("blip/model_caption", "vitgpt2", "florence2", "idefics3", "llava")) {
            Success result = (Success) call("caption_regions", model, Map.of("image", PICTURE, "regions", regions));

            Value.Detections captioned = (Value.Detections) result.value();
            assertThat(captioned.regions()).extracting(r -> r.label()).containsExactly("left", "right");
            assertThat(captioned.regions()).allSatisfy(r -> {
                assertThat(r.text()).isNotNull().doesNotContain("<loc_");
                assertThat(r.detection().attributes())
                        .containsEntry("caption_model", model)
                        .containsEntry("generated", "true")
                        .containsKey("caption_score");
            });
            assertThat(result.warnings()).containsExactly("'outside' lies outside the picture and got no caption");
        }
    }

    @Nested
    class OfCaption extends ToolContractTest {
        @Override
        protected Tool tool() {
            return CaptionExpertsTest.tool("caption");
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", PICTURE, "max_tokens", new Value.Number(5));
        }
    }

    @Nested
    class OfCaptionRegions extends ToolContractTest {
        @Override
        protected Tool tool() {
            return CaptionExpertsTest.tool("caption_regions");
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", PICTURE);
        }
    }

    @Nested
    class OfAnswer extends ToolContractTest {
        @Override
        protected Tool tool() {
            List<Tool> tools = CaptionExperts.all(
                    KeptModels.serving(List.of("answer"), "blip/model_vqa"), settings(), new FlorenceModels(1));
            return tools.get(2);
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", PICTURE, "question", new Value.Text("what is this ?"));
        }
    }
}
