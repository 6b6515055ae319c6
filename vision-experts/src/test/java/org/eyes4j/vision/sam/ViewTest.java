package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.junit.jupiter.api.Test;

class ViewTest {

    @Test
    void should_look_at_the_whole_picture_and_at_parts_that_overlap() {
        List<View> views = View.of(200, 100, 2);

        assertThat(views)
                .extracting(View::box)
                .containsExactly(
                        new BoundingBox(0, 0, 200, 100),
                        new BoundingBox(0, 0, 113, 57),
                        new BoundingBox(87, 0, 200, 57),
                        new BoundingBox(0, 43, 113, 100),
                        new BoundingBox(87, 43, 200, 100));
        assertThat(View.of(200, 100, 1)).hasSize(1).allMatch(View::isWhole);
    }

    @Test
    void should_notice_masks_that_a_part_cuts_off() {
        View part = new View(new BoundingBox(87, 0, 200, 57), 200, 100);

        assertThat(part.cuts(new BoundingBox(0, 20, 30, 30))).isTrue();
        assertThat(part.cuts(new BoundingBox(20, 20, 30, 57))).isTrue();
        assertThat(part.cuts(new BoundingBox(20, 0, 113, 30))).isFalse();
    }

    @Test
    void should_divide_a_tiny_picture_too() {
        assertThat(View.of(1, 1, 4)).allMatch(v -> v.box().area() == 1);
    }
}
