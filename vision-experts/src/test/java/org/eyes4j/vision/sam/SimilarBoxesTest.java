package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.expert.KeptModels;
import org.junit.jupiter.api.Test;

/** {@code find_similar} on the tiny OWLv2, whose answers are random. */
class SimilarBoxesTest {
    private static final Value.Image PICTURE = KeptModels.picture("owlv2", "gray.png");
    private static final Value.Image SHOWN = KeptModels.picture("owlv2", "rgba.png");

    @Test
    void should_find_boxes_like_the_example() {
        ToolResult result = call("owlv2", "exemplar_box", SamRig.draw(SHOWN, SamRig.box(0, 0, 75, 61)));

        assertThat(result).isInstanceOf(ToolResult.Success.class);
        Value.Detections found = (Value.Detections) ((ToolResult.Success) result).value();
        assertThat(found.regions())
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.label()).isEqualTo("similar"));
        assertThat(found.regions()).extracting(Region::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(found.search()).isEqualTo(new Search(List.of("similar"), Map.of(), List.of(), false, 0.6, "owlv2"));
    }

    @Test
    void should_not_give_the_example_itself() {
        ToolResult all = call("owlv2", "exemplar_box", SamRig.draw(SHOWN, SamRig.box(0, 0, 75, 61)));
        BoundingBox first = ((Value.Detections) ((ToolResult.Success) all).value())
                .regions()
                .get(0)
                .box();
        Value.VisualPrompts itself =
                new Value.VisualPrompts(PICTURE.frame(), List.of(new VisualPrompt.BoxPrompt(first)));

        ToolResult result =
                call("owlv2", Map.of("image", PICTURE, "exemplar_box", itself, "threshold", new Value.Number(0.01)));

        assertThat(((Value.Detections) ((ToolResult.Success) result).value()).regions())
                .allSatisfy(r -> assertThat(r.box().iou(first)).isLessThanOrEqualTo(0.5));
    }

    @Test
    void should_want_a_box() {
        ToolResult result = call("owlv2", "exemplar_box", SamRig.draw(SHOWN, SamRig.on(30, 30)));

        assertThat(result)
                .isEqualTo(ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "owlv2 wants a box around the example, and a point is given",
                        "Draw a box, or take a model of the SAM family"));
    }

    private static ToolResult call(String model, String port, Value example) {
        return call(model, Map.of("image", PICTURE, "exemplar_image", SHOWN, port, example));
    }

    private static ToolResult call(String model, Map<String, Value> arguments) {
        List<Tool> tools = SamExperts.all(KeptModels.serving(List.of("find_similar"), model), Settings.defaults());
        try (ToolRegistry registry = ToolRegistry.of(tools)) {
            return registry.call(new ToolCall("find_similar", arguments), ToolContext.detached());
        }
    }
}
