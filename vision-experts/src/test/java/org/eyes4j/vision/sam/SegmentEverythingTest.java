package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The real model on real photographs, with few points. */
class SegmentEverythingTest {
    private static final SamRig RIG = new SamRig();

    private final Value.Image coffee = SamRig.sample("coffee.png");

    @AfterAll
    static void close() {
        RIG.close();
    }

    @Test
    void should_find_the_cup_and_the_saucer() {
        List<Region> found = RIG.found("segment_everything", Map.of("image", coffee, "points_per_side", number(5)))
                .regions();

        assertThat(found).hasSizeBetween(3, 40);
        assertThat(found).allMatch(r -> r.label().equals("segment") && r.mask() != null && r.score() > 0.75);
        assertThat(found).anyMatch(r -> r.box().iou(new BoundingBox(80, 18, 480, 388)) > 0.9);
        for (int i = 0; i < found.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(found.get(i).box().iou(found.get(j).box())).isLessThanOrEqualTo(0.7);
            }
        }
    }

    @Test
    void should_tell_its_progress_and_keep_to_its_limit() {
        List<String> progress = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        ToolContext context =
                new ToolContext(new Cancellation(), progress::add, warnings::add, Optional.empty(), Optional.empty());

        ToolResult result = RIG.call(
                "segment_everything",
                Map.of("image", coffee, "points_per_side", number(3), "limit", number(1)),
                context);

        ToolResult.Success success = (ToolResult.Success) result;
        assertThat(((Value.Detections) success.value()).regions()).hasSize(1);
        assertThat(success.warnings()).hasSize(1);
        assertThat(success.warnings().get(0)).matches("Only the best 1 of \\d+ masks are given: 'limit' is 1");
        assertThat(progress)
                .containsSubsequence(
                        "Encoding the picture",
                        "Segmenting everything: 0 of 9 points",
                        "Segmenting everything: 3 of 9 points",
                        "Segmenting everything: 6 of 9 points");
    }

    @Test
    void should_stop_between_two_points() {
        Cancellation cancellation = new Cancellation();
        ToolContext context = new ToolContext(
                cancellation,
                said -> {
                    if (said.contains("3 of 9")) {
                        cancellation.request();
                    }
                },
                w -> {},
                Optional.empty(),
                Optional.empty());

        ToolResult result =
                RIG.call("segment_everything", Map.of("image", coffee, "points_per_side", number(3)), context);

        assertThat(result)
                .isInstanceOfSatisfying(
                        ToolResult.Failure.class,
                        f -> assertThat(f.kind()).isEqualTo(ToolResult.FailureKind.CANCELLED));
    }

    @Test
    void should_find_smaller_things_in_parts_of_the_picture() {
        Value.Image scene = SamRig.sample("astronaut.png");
        Map<String, Value> whole = Map.of("image", scene, "points_per_side", number(2));
        Map<String, Value> parts = Map.of("image", scene, "points_per_side", number(2), "crops", number(2));

        List<Region> few = RIG.found("segment_everything", whole).regions();
        List<Region> more = RIG.found("segment_everything", parts).regions();

        assertThat(more.size()).isGreaterThan(few.size());
        assertThat(more).allSatisfy(r -> {
            Mask mask = Objects.requireNonNull(r.mask());
            assertThat(mask.width()).isEqualTo(512);
            assertThat(mask.box()).isEqualTo(r.box());
        });
    }

    private static Value number(double value) {
        return new Value.Number(value);
    }
}
