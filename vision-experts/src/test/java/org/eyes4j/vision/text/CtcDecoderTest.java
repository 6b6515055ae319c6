package org.eyes4j.vision.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.Test;

class CtcDecoderTest {
    private final CtcDecoder decoder = new CtcDecoder(List.of("a", "b"));

    @Test
    void should_merge_repeats_and_drop_blanks_but_keep_doubled_letters() {
        // GIVEN blank, a, a, blank, a, b, space over the classes blank, a, b, space
        float[] steps = rows(0, 1, 1, 0, 1, 2, 3);

        CtcDecoder.Reading reading = decoder.decode(Tensor.of(steps, 1, 7, 4)).get(0);

        assertThat(reading.text()).isEqualTo("aab ");
        assertThat(reading.score()).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void should_read_nothing_where_all_is_blank() {
        assertThat(decoder.decode(Tensor.of(rows(0, 0, 0), 1, 3, 4))).containsExactly(new CtcDecoder.Reading("", 0));
    }

    @Test
    void should_read_the_second_line_of_a_batch() {
        float[] batch = rows(1, 1, 2, 2);

        assertThat(decoder.decode(Tensor.of(batch, 2, 2, 4)).get(1).text()).isEqualTo("b");
    }

    private static float[] rows(int... best) {
        float[] rows = new float[best.length * 4];
        for (int t = 0; t < best.length; t++) {
            rows[t * 4 + best[t]] = 0.9f;
        }
        return rows;
    }
}
