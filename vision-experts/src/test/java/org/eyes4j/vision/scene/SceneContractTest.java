package org.eyes4j.vision.scene;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.incontext.SegmentLike;
import org.junit.jupiter.api.Nested;

/** What every tool does, these do. */
class SceneContractTest {

    @Nested
    class OfSegmentScene extends ToolContractTest {
        @Override
        protected Tool tool() {
            return new SegmentScene(KeptModels.serving(List.of("segment_scene"), "segformer"), 4);
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", KeptModels.picture("segformer", "odd.png"));
        }
    }

    @Nested
    class OfSegmentLike extends ToolContractTest {
        @Override
        protected Tool tool() {
            return new SegmentLike(KeptModels.serving(List.of("segment_like"), "seggpt"));
        }

        @Override
        protected Map<String, Value> arguments() {
            Value.Image example = KeptModels.picture("seggpt", "odd.png");
            BoundingBox box = new BoundingBox(10, 5, 50, 30);
            Detection shown = Detection.of("cup", 0.9, box).withMask(Mask.fromBox(131, 37, box));
            return Map.of(
                    "image",
                    KeptModels.picture("seggpt", "tiny.png"),
                    "exemplar_image",
                    example,
                    "exemplar_regions",
                    Value.Detections.of(example.frame(), List.of(shown)));
        }
    }
}
