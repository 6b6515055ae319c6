package org.eyes4j.vision.sam;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What every tool does, these do. */
class SamContractTest {
    private static final SamRig RIG = new SamRig();
    private static final Value.Image HORSE = SamRig.sample("horse.png");

    /** Skips all where the model cannot be had. */
    @BeforeAll
    static void fetch() {
        RIG.call("segment", Map.of("image", HORSE, "prompts", SamRig.draw(HORSE, SamRig.on(200, 150))));
    }

    @AfterAll
    static void close() {
        RIG.close();
    }

    @Nested
    class OfSegment extends ToolContractTest {
        @Override
        protected Tool tool() {
            return RIG.tool("segment");
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of(
                    "image", HORSE, "prompts", SamRig.draw(HORSE, SamRig.box(20, 10, 392, 320), SamRig.off(3, 3)));
        }
    }

    @Nested
    class OfSegmentEverything extends ToolContractTest {
        @Override
        protected Tool tool() {
            return RIG.tool("segment_everything");
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", HORSE, "points_per_side", new Value.Number(2));
        }
    }

    @Nested
    class OfFindSimilar extends ToolContractTest {
        @Override
        protected Tool tool() {
            return RIG.tool("find_similar");
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of(
                    "image",
                    HORSE,
                    "places",
                    new Value.Number(2),
                    "exemplar_regions",
                    Value.Detections.of(
                            HORSE.frame(), List.of(Detection.of("horse", 0.9, new BoundingBox(20, 10, 392, 320)))));
        }
    }
}
