package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.junit.jupiter.api.Test;

class DistinctMasksTest {
    private final DistinctMasks masks = new DistinctMasks(0.7);

    @Test
    void should_keep_the_better_of_two_masks_of_one_thing() {
        FoundMask good = mask(10, 10, 30, 30, 0.9);

        masks.add(mask(10, 10, 30, 31, 0.8));
        masks.add(good);
        masks.add(mask(10, 10, 31, 30, 0.7));

        assertThat(masks.bestFirst()).containsExactly(good);
    }

    @Test
    void should_keep_parts_and_wholes_best_first() {
        FoundMask whole = mask(0, 0, 90, 90, 0.8);
        FoundMask part = mask(10, 10, 30, 30, 0.9);

        masks.add(whole);
        masks.add(part);

        assertThat(masks.bestFirst()).containsExactly(part, whole);
    }

    @Test
    void should_tell_whether_a_mask_is_worth_computing() {
        masks.add(mask(10, 10, 30, 30, 0.8));

        assertThat(masks.wants(new BoundingBox(10, 10, 30, 30), 0.7)).isFalse();
        assertThat(masks.wants(new BoundingBox(10, 10, 30, 30), 0.9)).isTrue();
        assertThat(masks.wants(new BoundingBox(50, 10, 70, 30), 0.7)).isTrue();
    }

    private static FoundMask mask(int x1, int y1, int x2, int y2, double quality) {
        return FoundMask.of(
                Mask.fromBox(100, 100, new BoundingBox(x1, y1, x2, y2)),
                new Candidate(new float[0], 0.9, 0.9, quality));
    }
}
