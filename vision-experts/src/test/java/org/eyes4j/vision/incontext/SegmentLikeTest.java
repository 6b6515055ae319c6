package org.eyes4j.vision.incontext;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.expert.KeptModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The expert on a tiny model with random weights: what it paints means nothing, how it is read does. */
class SegmentLikeTest {
    private final ToolRegistry tools =
            ToolRegistry.of(List.of(new SegmentLike(KeptModels.serving(List.of("segment_like"), "seggpt"))));
    private final Value.Image picture = KeptModels.picture("seggpt", "tiny.png");
    private final Value.Image example = KeptModels.picture("seggpt", "odd.png");

    @AfterEach
    void close() {
        tools.close();
    }

    @Test
    void should_give_one_region_a_label_and_leave_no_pixel_to_two() {
        ToolResult.Success result =
                success(Map.of("exemplar_image", example, "exemplar_regions", regions(true, "cup", "lid")));

        List<Region> found = ((Value.Detections) result.value()).regions();
        assertThat(found).isNotEmpty().allSatisfy(r -> {
            assertThat(r.label()).isIn("cup", "lid");
            assertThat(r.mask().width()).isEqualTo(7);
            assertThat(r.box()).isEqualTo(r.mask().box());
            assertThat(r.score()).isBetween(0.3, 1.0);
        });
        assertThat(found.stream().map(Region::label)).doesNotHaveDuplicates();
        assertThat(result.warnings()).isEmpty();
        for (int i = 1; i < found.size(); i++) {
            assertThat(found.get(0).mask().intersectionArea(found.get(i).mask()))
                    .isZero();
        }
    }

    @Test
    void should_look_at_several_example_pictures_together_where_the_model_has_a_graph_for_that() {
        Region own = new Region(
                "",
                Detection.of("lid", 1, new BoundingBox(1, 1, 4, 4))
                        .withMask(Mask.fromBox(7, 5, new BoundingBox(1, 1, 4, 4))));
        Map<String, Value> arguments = Map.of(
                "image",
                example,
                "exemplar_image",
                example,
                "exemplar_regions",
                regions(true, "cup"),
                "exemplar",
                new Value.VisualPrompts(picture.frame(), List.of(new VisualPrompt.Exemplar(picture, own))));

        try (ToolRegistry together = ToolRegistry.of(
                List.of(new SegmentLike(KeptModels.serving(List.of("segment_like"), "seggpt/model_ensemble"))))) {
            ToolResult.Success result =
                    (ToolResult.Success) together.call(new ToolCall("segment_like", arguments), ToolContext.detached());

            assertThat(result.warnings()).isEmpty();
            assertThat(((Value.Detections) result.value()).regions())
                    .isNotEmpty()
                    .allSatisfy(r -> assertThat(r.label()).isIn("cup", "lid"));
        }
    }

    @Test
    void should_unite_the_answers_to_several_example_pictures_and_say_so() {
        Region own = new Region(
                "",
                Detection.of("cup", 1, new BoundingBox(1, 1, 4, 4))
                        .withMask(Mask.fromBox(7, 5, new BoundingBox(1, 1, 4, 4))));

        ToolResult.Success result = success(Map.of(
                "exemplar_image",
                example,
                "exemplar_regions",
                regions(true, "cup"),
                "exemplar",
                new Value.VisualPrompts(picture.frame(), List.of(new VisualPrompt.Exemplar(picture, own)))));

        assertThat(result.warnings())
                .containsExactly("The answers to 2 example pictures were united: seggpt takes one at a time");
        assertThat(((Value.Detections) result.value()).regions()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void should_take_a_box_for_want_of_a_mask_and_say_so() {
        ToolResult.Success result =
                success(Map.of("exemplar_image", example, "exemplar_regions", regions(false, "cup")));

        assertThat(result.warnings())
                .containsExactly(
                        "The example 'cup' has no mask, so all of its box was taken; `segment` makes masks of boxes");
    }

    @Test
    void should_ask_for_an_example() {
        assertThat(call(Map.of()))
                .isEqualTo(ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "Nothing shows what to look for the like of",
                        "Give 'exemplar_image' with 'exemplar_regions' that have masks, or an 'exemplar'"));
        assertThat(call(Map.of("exemplar_regions", regions(true, "cup"))))
                .isEqualTo(ToolResult.failed(
                        FailureKind.BAD_INPUT,
                        "'exemplar_regions' needs its picture, and 'exemplar_image' is not given",
                        "Give an example's picture with its masks"));
    }

    @Test
    void should_paint_classes_as_the_reference_does() {
        assertThat(Palette.of(3).colours()).containsExactly(0x000000, 0xFFFFFF, 0xFFFF7F, 0xFF7FFF);
        assertThat(Palette.of(1).colours()).containsExactly(0x000000, 0xFFFFFF);
        assertThat(Palette.of(10).labels()).isEqualTo(10);
        assertThat(Palette.of(3).nearest(250, 120, 250)).isEqualTo(3);
    }

    private Value.Detections regions(boolean masks, String... labels) {
        List<Detection> detections = new java.util.ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            BoundingBox box = new BoundingBox(10 + 50 * i, 5, 50 + 50 * i, 30);
            Detection detection = Detection.of(labels[i], 0.9, box);
            detections.add(masks ? detection.withMask(Mask.fromBox(131, 37, box)) : detection);
        }
        return Value.Detections.of(example.frame(), detections);
    }

    private ToolResult.Success success(Map<String, Value> arguments) {
        ToolResult result = call(arguments);
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return (ToolResult.Success) result;
    }

    private ToolResult call(Map<String, Value> arguments) {
        Map<String, Value> all = new java.util.LinkedHashMap<>(arguments);
        all.put("image", picture);
        return tools.call(new ToolCall("segment_like", all), ToolContext.detached());
    }
}
