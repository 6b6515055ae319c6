package org.eyes4j.vision.depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The expert around a tiny model with random weights. */
class EstimateDepthTest {
    private final EstimateDepth expert = new EstimateDepth(KeptModels.serving(List.of("estimate_depth"), "depth"), 2);

    @AfterEach
    void close() {
        expert.close();
    }

    @Test
    void should_give_what_the_reference_gives_for_every_pixel() {
        Value.Image picture = KeptModels.picture("depth", "odd.png");

        ToolResult.Success result = (ToolResult.Success) call(picture);

        Value.DepthMap map = (Value.DepthMap) result.value();
        DepthPlane plane = new DepthPlane(131, 37, map.depth());
        var expected = KeptModels.recorded("depth", "depth_anything_odd").path("expected");
        assertThat(map.frame()).isEqualTo(picture.frame());
        assertThat(map.metric()).isFalse();
        assertThat((double) plane.least()).isCloseTo(expected.path("min").asDouble(), within(0.02));
        assertThat((double) plane.most()).isCloseTo(expected.path("max").asDouble(), within(0.02));
        // AND the same picture again is not looked at again
        assertThat(((Value.DepthMap) ((ToolResult.Success) call(picture)).value()).depth())
                .isSameAs(map.depth());
    }

    @Test
    void should_refuse_a_picture_that_leaves_nothing() {
        ToolResult.Failure failure =
                (ToolResult.Failure) call(Value.Image.of("line", new Raster(4000, 1, 3, new byte[12_000])));

        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_INPUT);
        assertThat(failure.explain())
                .endsWith("preprocessor_config.json (DPTImageProcessor) resizes a picture of 4000 x 1 pixels to 56 x 0,"
                        + " which is no picture; give one of other proportions");
    }

    @Test
    void should_say_what_a_model_of_another_kind_gives_instead() {
        HubFiles dinov2 = KeptModels.files("dinov2");

        assertThatThrownBy(() -> DepthModel.of(dinov2, KeptModels.engine()))
                .isInstanceOf(HubException.class)
                .hasMessage(
                        dinov2.name() + ": expected model.onnx to give predicted_depth, it gives last_hidden_state");
        assertThatThrownBy(() -> DepthModel.of(
                        HubFiles.of("bare", Map.of("config.json", dinov2.need("config.json"))), KeptModels.engine()))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("bare: expected a graph onnx/model.onnx, found only ");
        assertThatThrownBy(() -> DepthPlane.of(Tensor.of(new float[4], 2, 1, 2)))
                .isInstanceOf(HubException.class)
                .hasMessage("Expected the depths of one picture, [1, height, width], the model gave float32[2, 1, 2]");
    }

    private ToolResult call(Value.Image picture) {
        return ToolRegistry.of(List.of(expert))
                .call(new ToolCall("estimate_depth", Map.of("image", picture)), ToolContext.detached());
    }

    @Nested
    class Contract extends ToolContractTest {
        @Override
        protected Tool tool() {
            return expert;
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", KeptModels.picture("depth", "odd.png"));
        }
    }
}
