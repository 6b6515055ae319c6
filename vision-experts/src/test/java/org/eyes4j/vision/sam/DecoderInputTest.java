package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.junit.jupiter.api.Test;

class DecoderInputTest {
    /** 128 x 64 pixels, so half the encoder's 64 pixels to a pixel. */
    private final Encoding encoding = MadeEncodings.of(new Raster(128, 64, 3, new byte[128 * 64 * 3]));

    private final PointPrompt on = new PointPrompt(new Point(100, 20), true);
    private final PointPrompt off = new PointPrompt(new Point(10, 60), false);

    @Test
    void should_put_a_point_that_is_none_after_points_without_a_box() {
        DecoderInput input = DecoderInput.of(ObjectPrompt.of(on, off), encoding);

        assertThat(input.labels()).containsExactly(1, 0, -1);
        assertThat(input.coords()).containsExactly(50, 10, 5, 30, 0, 0);
        assertThat(input.mask()).isEmpty();
    }

    @Test
    void should_put_the_corners_of_a_box_after_its_points() {
        DecoderInput input =
                DecoderInput.of(ObjectPrompt.of(new BoundingBox(2, 4, 42, 44)).and(List.of(on)), encoding);

        assertThat(input.labels()).containsExactly(1, 2, 3);
        assertThat(input.coords()).containsExactly(50, 10, 1, 2, 21, 22);
    }

    @Test
    void should_give_an_earlier_mask_with_its_box() {
        Mask mask = Mask.fromBox(128, 64, new BoundingBox(16, 8, 32, 16));

        DecoderInput input = DecoderInput.of(new ObjectPrompt(null, List.of(), mask), encoding);

        assertThat(input.labels()).containsExactly(2, 3);
        assertThat(input.coords()).containsExactly(8, 4, 16, 8);
        assertThat(input.mask()).isEqualTo(MadeEncodings.logits(2, 1, 4, 2, 8, -8));
    }

    @Test
    void should_refuse_a_prompt_that_says_nothing_positive() {
        assertThatThrownBy(() -> ObjectPrompt.of(off))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A prompt needs a box, a mask or a positive point, got [PointPrompt");
    }
}
