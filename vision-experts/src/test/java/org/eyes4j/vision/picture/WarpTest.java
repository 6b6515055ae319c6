package org.eyes4j.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarpTest {

    @ParameterizedTest
    @CsvSource({
        "0.7,0,-3.2,0,0.7,11.9",
        "1,0,0.5,0,1,0.25",
        "1,0,3,0,1,2",
        "1.9,0,-40,0,1.1,-1",
        "0.2,0,47.3,0,0.3,33.1",
        "0.8,0.3,2.5,-0.3,0.8,9.1",
        "0,-1,50,1,0,0",
        "-0.5,0,40,0,0.5,3",
        "1.3,0.01,-20,-0.02,1.2,-7"
    })
    void should_mix_the_four_nearest_pixels(double a, double b, double c, double d, double e, double f) {
        byte[] data = new byte[51 * 37 * 3];
        new Random(3).nextBytes(data);
        Affine map = new Affine(a, b, c, d, e, f);
        for (Raster source :
                new Raster[] {new Raster(51, 37, 3, data), new Raster(1, 629, 3, Arrays.copyOf(data, 629 * 3))}) {
            for (Warp.Border border : Warp.Border.values()) {
                Warp.rows(source, map, 40, 35, border, false, (y, levels) -> {
                    for (int i = 0; i < levels.length; i++) {
                        assertThat(levels[i])
                                .as("%s %s: %d of row %d", source, border, i, y)
                                .isCloseTo(expected(source, map, i / 3, y, i % 3, border), within(0.3f));
                    }
                });
            }
        }
    }

    private static float expected(Raster source, Affine map, int x, int y, int channel, Warp.Border border) {
        double sx = map.a() * (x + 0.5) + map.b() * (y + 0.5) + map.c() - 0.5;
        double sy = map.d() * (x + 0.5) + map.e() * (y + 0.5) + map.f() - 0.5;
        double sum = 0;
        for (int dy = 0; dy <= 1; dy++) {
            for (int dx = 0; dx <= 1; dx++) {
                int left = (int) Math.floor(sx);
                int top = (int) Math.floor(sy);
                double weight = (dx == 0 ? 1 - (sx - left) : sx - left) * (dy == 0 ? 1 - (sy - top) : sy - top);
                sum += weight * Warp.at(source, left + dx, top + dy, channel, border);
            }
        }
        return (float) sum;
    }
}
