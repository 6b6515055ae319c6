package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.Test;

class ColourHistogramTest {
    private static final boolean[] LEFT = {true, false};
    private static final boolean[] RIGHT = {false, true};

    /** Two pixels of these grey levels or reds. */
    private static LabPicture pair(int red, int other, int nextRed, int nextOther) {
        return LabPicture.of(new Raster(2, 1, 3, new byte[] {
            (byte) red, (byte) other, (byte) other, (byte) nextRed, (byte) nextOther, (byte) nextOther
        }));
    }

    @Test
    void should_know_lab_of_black_white_and_red() {
        float[] values = LabPicture.of(new Raster(3, 1, 3, new byte[] {0, 0, 0, -1, -1, -1, -1, 0, 0}))
                .values();

        assertThat(values).containsExactly(new float[] {0, 0, 0, 100, 0, 0, 53.24f, 80.09f, 67.20f}, within(0.1f));
    }

    @Test
    void should_find_the_same_colour_alike_and_another_not() {
        LabPicture picture = pair(200, 20, 20, 200);
        ColourHistogram red = ColourHistogram.of(picture, LEFT);

        assertThat(red.similarity(red)).isCloseTo(1, within(1e-9));
        assertThat(red.similarity(ColourHistogram.of(picture, RIGHT))).isZero();
    }

    @Test
    void should_find_slightly_other_light_nearly_alike() {
        LabPicture picture = pair(200, 20, 208, 24);

        assertThat(ColourHistogram.of(picture, LEFT).similarity(ColourHistogram.of(picture, RIGHT)))
                .isBetween(0.8, 0.999);
    }

    @Test
    void should_show_where_the_colour_is() {
        LabPicture picture = pair(200, 20, 20, 200);
        ColourHistogram whole = ColourHistogram.of(picture, new boolean[] {true, true});

        float[] likelihood = ColourHistogram.of(picture, LEFT).likelihood(picture, whole);

        assertThat(likelihood[0]).isCloseTo(2 / 3f, within(0.01f));
        assertThat(likelihood[1]).isZero();
    }
}
