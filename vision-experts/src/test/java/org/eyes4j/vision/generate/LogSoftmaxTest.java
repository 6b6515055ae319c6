package org.eyes4j.vision.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogSoftmaxTest {
    @Test
    void should_be_as_exact_as_single_precision() {
        for (int i = 0; i < 200_000; i++) {
            float x = -87f * i / 200_000;
            double wanted = Math.exp(x);

            assertThat(Math.abs(LogSoftmax.exp(x) - wanted) / wanted)
                    .as("exp(%s)", x)
                    .isLessThan(3e-7);
        }
        assertThat(LogSoftmax.exp(0)).isEqualTo(1);
        assertThat(LogSoftmax.exp(-200)).isZero();
        assertThat(LogSoftmax.exp(Float.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void should_make_probabilities_of_scores() {
        float[] scores = {1, 2, Float.NEGATIVE_INFINITY, 1000, 999};

        LogSoftmax.of(scores);

        assertThat(scores[2]).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat((double) scores[3]).isCloseTo(-0.3132617, within(1e-4));
        assertThat((double) scores[4]).isCloseTo(-1.3132617, within(1e-4));
    }

    @Test
    void should_bear_that_nothing_is_left() {
        assertThat(LogSoftmax.logSum(new float[] {Float.NEGATIVE_INFINITY}, 0, 1))
                .isEqualTo(Float.NEGATIVE_INFINITY);
    }
}
