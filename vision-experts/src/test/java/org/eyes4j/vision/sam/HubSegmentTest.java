package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The experts on hub exports of SAM and SAM 2 with random weights: what they see means nothing, how they are driven does. */
class HubSegmentTest {
    private final List<String> warnings = new ArrayList<>();
    private final ToolRegistry tools = ToolRegistry.of(SamExperts.all(
            KeptModels.serving(List.of("segment", "segment_everything", "find_similar"), "sam", "sam2"),
            Settings.defaults()));

    @AfterEach
    void close() {
        tools.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sam", "sam2"})
    void should_give_all_masks_of_a_point_as_the_reference_enlarges_them(String model) {
        Value.Image picture = KeptModels.picture(model, "odd.png");
        var recorded = KeptModels.recorded(model, model.equals("sam") ? "ragged_odd" : "point_odd");
        var points = recorded.at("/inputs/input_points/0/0");
        var labels = recorded.at("/inputs/input_labels/0/0");
        var prompts = new org.eyes4j.tools.value.VisualPrompt[points.size()];
        for (int i = 0; i < prompts.length; i++) {
            double x = points.path(i).path(0).asDouble();
            double y = points.path(i).path(1).asDouble();
            prompts[i] = labels.path(i).asInt() == 1 ? SamRig.on(x, y) : SamRig.off(x, y);
        }

        List<Region> found = regions(
                "segment",
                model,
                Map.of(
                        "image",
                        picture,
                        "prompts",
                        SamRig.draw(picture, prompts),
                        "multimask",
                        new Value.Text("all"),
                        "clean",
                        new Value.Flag(false)));

        assertThat(warnings).noneMatch(w -> w.contains("takes"));
        List<Mask> masks = found.stream().map(Region::mask).toList();
        for (var expected : recorded.at("/expected/objects/0/masks")) {
            Mask mask = Mask.fromCompressed(131, 37, expected.path("counts").asText());
            assertThat(masks).anySatisfy(m -> assertThat(m.iou(mask)).isGreaterThan(0.95));
        }
    }

    @Test
    void should_tell_that_an_export_without_boxes_takes_a_box_for_its_middle() {
        Value.Image picture = KeptModels.picture("sam", "odd.png");

        List<Region> found = regions(
                "segment",
                "sam",
                Map.of("image", picture, "prompts", SamRig.draw(picture, SamRig.box(20, 5, 100, 30))));

        assertThat(warnings)
                .contains(
                        "sam takes points only; a box was taken for its middle, and what lies outside it was cut off");
        assertThat(found).allSatisfy(r -> assertThat(r.box().x2()).isLessThanOrEqualTo(110));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sam", "sam2"})
    void should_divide_everything(String model) {
        Value.Image picture = KeptModels.picture(model, "odd.png");
        Value none = new Value.Number(0);

        List<Region> found = regions(
                "segment_everything",
                model,
                Map.of(
                        "image",
                        picture,
                        "points_per_side",
                        new Value.Number(2),
                        "min_iou",
                        none,
                        "min_stability",
                        none));

        assertThat(found).isNotEmpty().allSatisfy(r -> assertThat(r.mask()).isNotNull());
    }

    private List<Region> regions(String tool, String model, Map<String, Value> arguments) {
        ToolContext any = ToolContext.detached();
        ToolResult result = tools.call(
                new ToolCall(tool, arguments),
                new ToolContext(
                        any.cancellation(), any.progress(), any.warnings(), Optional.of(model), any.outputFolder()));
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        warnings.addAll(((ToolResult.Success) result).warnings());
        return ((Value.Detections) ((ToolResult.Success) result).value()).regions();
    }
}
