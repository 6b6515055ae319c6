package org.eyes4j.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** ViTPose behind {@code estimate_pose}: a tiny model with random weights, whose points are the reference's. */
class HubPoseTest {
    private final EstimatePose expert = new EstimatePose(KeptModels.serving(List.of("estimate_pose"), "vitpose"));

    @AfterEach
    void close() {
        expert.close();
    }

    @Test
    void should_give_the_references_points_of_each_person() {
        Value.Image picture = KeptModels.picture("vitpose", "odd.png");
        JsonNode recorded = KeptModels.recorded("vitpose", "odd");
        JsonNode box = recorded.path("inputs").path("boxes_xywh").path(0);
        BoundingBox person = BoundingBox.ofXywh(
                box.path(0).asDouble(),
                box.path(1).asDouble(),
                box.path(2).asDouble(),
                box.path(3).asDouble());
        Value.Detections regions = Value.Detections.of(
                picture.frame(),
                List.of(
                        Detection.of("player", 0.7, person),
                        Detection.of("player", 0.7, new BoundingBox(140, 0, 150, 10))));
        List<String> warnings = new ArrayList<>();

        Value.Detections found = call(picture, Map.of("regions", regions), warnings);

        assertThat(found.regions()).hasSize(1);
        Region region = found.regions().get(0);
        JsonNode pose = recorded.path("expected").path("poses").path(0);
        assertThat(region.detection().keypoints()).hasSize(7);
        for (int i = 0; i < 7; i++) {
            Keypoint point = region.detection().keypoints().get(i);
            // Of the box cut to the picture, which this one hardly is.
            assertThat(point.name()).isEqualTo("kp_" + i);
            assertThat(point.score())
                    .isCloseTo(Math.min(1, pose.path("scores").path(i).asDouble()), within(0.05));
        }
        assertThat(warnings).containsExactly("No joints were seen surely enough in 1 of 2 regions");
    }

    @Test
    void should_look_for_one_person_where_none_is_given() {
        List<String> warnings = new ArrayList<>();

        Value.Detections found = call(KeptModels.picture("vitpose", "odd.png"), Map.of(), warnings);

        assertThat(found.regions()).hasSizeLessThanOrEqualTo(1);
        assertThat(warnings)
                .containsExactly("vitpose sees one person at a time, and no regions were given:"
                        + " if there are more people, find them with detect and give them as 'regions'");
    }

    private Value.Detections call(Value.Image picture, Map<String, Value> more, List<String> warnings) {
        Map<String, Value> arguments = new java.util.HashMap<>(more);
        arguments.put("image", picture);
        arguments.put("threshold", new Value.Number(0.05));
        ToolResult result =
                ToolRegistry.of(List.of(expert)).call(new ToolCall("estimate_pose", arguments), ToolContext.detached());
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        warnings.addAll(((ToolResult.Success) result).warnings());
        return (Value.Detections) ((ToolResult.Success) result).value();
    }

    @Nested
    class Contract extends ToolContractTest {
        @Override
        protected Tool tool() {
            return expert;
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", KeptModels.picture("vitpose", "odd.png"));
        }
    }
}
