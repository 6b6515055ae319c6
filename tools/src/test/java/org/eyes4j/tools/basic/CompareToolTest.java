package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class CompareToolTest {
    private final Value.Image before = Value.Image.of("a", new Pictures.Canvas(200, 100, 0x808080).raster());
    private final Value.Image after = Value.Image.of(
            "b",
            new Pictures.Canvas(200, 100, 0x808080)
                    .fill(20, 30, 60, 70, 0xff0000)
                    .fill(150, 10, 160, 20, 0x0000ff)
                    .raster());

    private static Value.Record compare(Value.Image a, Value.Image b) {
        return (Value.Record) Calls.success("compare", "image", a, "other", b).value();
    }

    @Test
    void should_find_what_changed_and_how_much() {
        Value.Record record = compare(before, after);

        assertThat(record.fields())
                .containsEntry("same", new Value.Flag(false))
                .containsEntry("same_size", new Value.Flag(true));
        assertThat(((Value.Number) record.fields().get("changed_share")).value())
                .isCloseTo(8.5, within(1.5));
        List<Region> changes = ((Value.Detections) record.fields().get("changes")).regions();
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).box().iou(new BoundingBox(20, 30, 60, 70))).isGreaterThan(0.85);
        assertThat(changes.get(1).box().iou(new BoundingBox(150, 10, 160, 20))).isGreaterThan(0.6);
        assertThat(Calls.detections("changes", "image", before, "other", after).regions())
                .isEqualTo(changes);
    }

    @Test
    void should_not_see_noise_and_see_that_equal_pictures_are_the_same() {
        byte[] noisy = before.raster().data().clone();
        Random random = new Random(1);
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = (byte) (noisy[i] + random.nextInt(11) - 5);
        }
        Value.Record record = compare(before, Value.Image.of("n", new Raster(200, 100, 3, noisy)));

        assertThat(record.fields()).containsEntry("same", new Value.Flag(true));
        assertThat(((Value.Number) record.fields().get("mean_difference")).value())
                .isBetween(0.5, 2.0);
        assertThat(((Value.Number) compare(before, before).fields().get("mean_difference")).value())
                .isZero();
    }

    @Test
    void should_compare_pictures_of_two_sizes_and_say_so() {
        Value.Image half = Value.Image.of("h", org.eyes4j.tools.image.Rasters.scale(after.raster(), 100, 50));

        ToolResult.Success success = Calls.success("compare", "image", after, "other", half);

        assertThat(success.warnings())
                .containsExactly("The pictures have different sizes (200 x 100 and 100 x 50) and were compared at one");
        assertThat(((Value.Record) success.value()).fields())
                .containsEntry("same", new Value.Flag(true))
                .containsEntry("same_size", new Value.Flag(false));
    }

    @Test
    void should_tell_pictures_of_two_shapes_apart_without_measuring() {
        ToolResult.Success success =
                Calls.success("compare", "image", before, "other", Pictures.plain("q", 100, 100, 0));

        assertThat(success.warnings())
                .containsExactly(
                        "Pictures of one shape can be compared point by point; these are 200 x 100 and 100 x 100."
                                + " So how much differs was not measured; crop them to the same part for that");
        assertThat(((Value.Record) success.value()).fields())
                .containsOnlyKeys("same", "same_size")
                .containsEntry("same", new Value.Flag(false));
    }
}
