package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Mask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskEnlargerTest {

    @ParameterizedTest
    @CsvSource({"64, 64", "200, 131", "131, 200", "7, 5", "1, 1", "300, 3"})
    void should_equal_bilinear_interpolation_of_every_pixel(int width, int height) {
        double scale = Math.max(width, height) / 64.0;
        Grid grid = Grid.of(MadeEncodings.SIDE, 64, width, height, Affine.scale(scale, scale));
        float[] logits = new float[16 * 16];
        Random random = new Random(width);
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextFloat() * 4 - 2.5f;
        }

        Mask mask = new MaskEnlarger(grid, 0.1).enlarge(logits);

        assertThat(mask).isEqualTo(Mask.fromPredicate(width, height, (x, y) -> at(logits, grid, x, y) > 0.1f));
    }

    @Test
    void should_give_an_empty_mask_for_no_cells() {
        Grid grid = Grid.of(16, 64, 40, 30, Affine.IDENTITY);

        assertThat(new MaskEnlarger(grid, 0).enlarge(new float[256])).isEqualTo(Mask.empty(40, 30));
    }

    /** Bilinear with half-pixel centres and clamped edges, as {@code torch.nn.functional.interpolate} does. */
    private static float at(float[] logits, Grid grid, int x, int y) {
        double u = Math.max(0, Math.min(15, grid.toGrid().a() * (x + 0.5) - 0.5));
        double v = Math.max(0, Math.min(15, grid.toGrid().e() * (y + 0.5) - 0.5));
        int left = Math.min((int) u, 14);
        int top = Math.min((int) v, 14);
        float right = (float) (u - left);
        float below = (float) (v - top);
        float upper = mix(logits[top * 16 + left], logits[top * 16 + left + 1], right);
        float lower = mix(logits[(top + 1) * 16 + left], logits[(top + 1) * 16 + left + 1], right);
        return mix(upper, lower, below);
    }

    private static float mix(float a, float b, float share) {
        return a + share * (b - a);
    }
}
