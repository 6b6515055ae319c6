package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.Test;

class PatchTest {
    /** Left half red, right half blue, on black. */
    private static LabPicture flag(int width, int height, BoundingBox at, boolean mirrored) {
        byte[] data = new byte[width * height * 3];
        for (int y = (int) at.y1(); y < at.y2(); y++) {
            for (int x = (int) at.x1(); x < at.x2(); x++) {
                boolean left = x < at.centre().x();
                data[(y * width + x) * 3 + (left == mirrored ? 2 : 0)] = (byte) 220;
            }
        }
        return LabPicture.of(new Raster(width, height, 3, data));
    }

    private static Patch patch(LabPicture picture, BoundingBox box) {
        boolean[] mask = Mask.fromBox(picture.width(), picture.height(), box).toBitmap();
        return Objects.requireNonNull(Patch.of(picture, mask));
    }

    @Test
    void should_know_a_thing_again_in_another_size_and_place() {
        BoundingBox small = new BoundingBox(10, 60, 40, 78);
        BoundingBox large = new BoundingBox(30, 10, 90, 46);

        Patch.Likeness likeness =
                patch(flag(100, 100, small, false), small).likeness(patch(flag(100, 100, large, false), large));

        assertThat(likeness.shape()).isGreaterThan(0.93);
        assertThat(likeness.pattern()).isGreaterThan(0.98);
    }

    @Test
    void should_tell_patterns_apart() {
        BoundingBox box = new BoundingBox(20, 20, 80, 60);

        Patch.Likeness likeness =
                patch(flag(100, 100, box, false), box).likeness(patch(flag(100, 100, box, true), box));

        assertThat(likeness.shape()).isCloseTo(1, within(1e-6));
        assertThat(likeness.pattern()).isLessThan(-0.9);
    }

    @Test
    void should_tell_shapes_apart() {
        BoundingBox flat = new BoundingBox(5, 45, 95, 55);
        BoundingBox tall = new BoundingBox(45, 5, 55, 95);

        assertThat(patch(flag(100, 100, flat, false), flat)
                        .likeness(patch(flag(100, 100, tall, false), tall))
                        .shape())
                .isLessThan(0.2);
    }

    @Test
    void should_make_nothing_of_nothing() {
        LabPicture picture = flag(10, 10, new BoundingBox(0, 0, 10, 10), false);

        assertThat(Patch.of(picture, new boolean[100])).isNull();
        assertThat(Patch.turned(picture, new boolean[100])).isEmpty();
        assertThat(Patch.turned(picture, Mask.full(10, 10).toBitmap())).hasSize(10);
    }
}
