package org.eyes4j.vision.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.eyes4j.tools.sound.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTest {
    private static Sound tone(int rate, double hertz) {
        short[] samples = new short[rate / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(20_000 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return new Sound(rate, samples);
    }

    @Test
    void should_leave_sound_of_the_right_rate_as_it_is() {
        assertThat(Resampling.to(8000, new Sound(8000, new short[] {0, 16384, -32768})))
                .containsExactly(0, 0.5f, -1);
    }

    @ParameterizedTest
    @CsvSource({
        "48000, 16000, 440",
        "44100, 16000, 3000",
        "8000, 16000, 440",
        "22050, 16000, 5000",
        "11025, 16000, 2500"
    })
    void should_keep_a_tone_that_both_rates_carry(int from, int to, double hertz) {
        float[] out = Resampling.to(to, tone(from, hertz));

        assertThat(out).hasSizeBetween(to / 2 - 1, to / 2);
        // Away from the ends, where the tone was cut off.
        for (int i = 400; i < out.length - 400; i++) {
            assertThat(out[i])
                    .isCloseTo(
                            (float) (20_000 / 32768.0 * Math.sin(2 * Math.PI * hertz * i / to)),
                            org.assertj.core.data.Offset.offset(0.002f));
        }
    }

    @ParameterizedTest
    @CsvSource({"48000, 16000, 9000", "44100, 16000, 12000", "16000, 8000, 4600"})
    void should_take_out_what_the_lower_rate_cannot_carry(int from, int to, double hertz) {
        float[] out = Resampling.to(to, tone(from, hertz));

        for (int i = 400; i < out.length - 400; i++) {
            assertThat(Math.abs(out[i])).isLessThan(0.001f);
        }
    }

    @Test
    void should_keep_a_level_to_the_ends() {
        short[] level = new short[500];
        java.util.Arrays.fill(level, (short) 8192);

        for (float value : Resampling.to(16_000, new Sound(11_025, level))) {
            assertThat(value).isCloseTo(0.25f, org.assertj.core.data.Offset.offset(1e-4f));
        }
    }
}
