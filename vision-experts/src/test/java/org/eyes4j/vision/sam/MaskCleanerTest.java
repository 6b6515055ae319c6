package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.junit.jupiter.api.Test;

class MaskCleanerTest {
    private final Grid grid = Grid.of(MadeEncodings.SIDE, 64, 64, 64, Affine.IDENTITY);
    private final float[] plain = MadeEncodings.logits(2, 2, 12, 12, 5, -5);

    @Test
    void should_remove_specks_and_fill_holes() {
        float[] dirty = plain.clone();
        dirty[14 * 16 + 14] = 3;
        dirty[6 * 16 + 6] = -3;

        float[] clean = new MaskCleaner(0, 0.02).clean(dirty, grid, null);

        assertThat(clean[14 * 16 + 14]).isEqualTo(-3);
        assertThat(clean[6 * 16 + 6]).isEqualTo(3);
        assertThat(dirty[6 * 16 + 6]).isEqualTo(-3);
        clean[14 * 16 + 14] = -5;
        clean[6 * 16 + 6] = 5;
        assertThat(clean).isEqualTo(plain);
    }

    @Test
    void should_leave_large_parts_and_holes() {
        float[] dirty = plain.clone();
        dirty[14 * 16 + 14] = 3;
        dirty[6 * 16 + 6] = -3;

        assertThat(new MaskCleaner(0, 0.005).clean(dirty, grid, null)).isEqualTo(dirty);
    }

    @Test
    void should_not_fill_a_bay_at_the_border_of_the_picture() {
        float[] bay = MadeEncodings.logits(0, 0, 16, 16, 5, -5);
        bay[0] = -4;

        assertThat(new MaskCleaner(0, 0.5).clean(bay, grid, null)).isEqualTo(bay);
    }

    @Test
    void should_remove_what_does_not_touch_the_box() {
        float[] two = plain.clone();
        for (int y = 0; y < 16; y++) {
            two[y * 16 + 15] = 4;
        }

        float[] clean = new MaskCleaner(0, 0.005).clean(two, grid, new BoundingBox(2, 2, 12, 12));

        for (int y = 0; y < 16; y++) {
            assertThat(clean[y * 16 + 15]).isEqualTo(-4);
        }
    }

    @Test
    void should_keep_the_largest_part_whatever_it_is() {
        float[] one = MadeEncodings.logits(3, 3, 4, 4, 5, -5);

        assertThat(new MaskCleaner(0, 1).clean(one, grid, new BoundingBox(9, 9, 12, 12)))
                .isEqualTo(one);
    }
}
