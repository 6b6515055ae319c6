package org.eyes4j.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriangleFilterTest {
    private final TriangleFilter filter = new TriangleFilter();

    @ParameterizedTest
    @CsvSource({
        "600,400,300,300",
        "300,300,300,300",
        "211,97,300,300",
        "900,77,300,151",
        "1600,1200,100,75",
        "1,1,3,2",
        "2,5,1,1",
        "7,3,2,8"
    })
    void should_be_within_one_level_of_pillow_on_the_hardest_pictures(int w, int h, int width, int height) {
        for (Raster source : new Raster[] {noise(w, h), blackAndWhite(w, h), MadeUp.gradient(w, h, 3)}) {
            assertThat(furthest(
                            filter.resize(source, width, height), PillowFilter.BILINEAR.resize(source, width, height)))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void should_be_within_one_level_of_pillow_for_a_part_with_fractions() {
        Raster source = noise(320, 200);
        BoundingBox part = new BoundingBox(10.3, 50.25, 311.7, 199.5);

        assertThat(furthest(
                        filter.resize(source, part, 150, 170), PillowFilter.BILINEAR.resize(source, part, 150, 170)))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void should_keep_what_is_of_one_colour() {
        byte[] white = new byte[301 * 203 * 3];
        java.util.Arrays.fill(white, (byte) 255);

        assertThat(filter.resize(new Raster(301, 203, 3, white), 97, 64).data()).containsOnly(-1);
        assertThat(filter.resize(new Raster(301, 203, 3, new byte[white.length]), 97, 64)
                        .data())
                .containsOnly(0);
    }

    @Test
    void should_hand_over_each_row_once() {
        ConcurrentHashMap<Integer, Integer> rows = new ConcurrentHashMap<>();

        filter.unrounded(noise(50, 60), new BoundingBox(0, 0, 50, 60), 200, 333)
                .orElseThrow()
                .rows(false, (y, levels) -> rows.merge(y, 1, Integer::sum));

        assertThat(rows).hasSize(333).containsKeys(0, 332);
        assertThat(rows.values()).containsOnly(1);
    }

    @Test
    void should_give_the_same_in_planes() {
        Raster source = noise(50, 60);
        BoundingBox all = new BoundingBox(0, 0, 50, 60);
        float[][] planes = new float[9][];
        float[][] pixels = new float[9][];

        filter.unrounded(source, all, 7, 9).orElseThrow().rows(true, (y, levels) -> planes[y] = levels.clone());
        filter.unrounded(source, all, 7, 9).orElseThrow().rows(false, (y, levels) -> pixels[y] = levels.clone());

        for (int y = 0; y < 9; y++) {
            for (int i = 0; i < 21; i++) {
                assertThat(planes[y][i % 3 * 7 + i / 3]).isEqualTo(pixels[y][i]);
            }
        }
    }

    @Test
    void should_leave_alpha_to_pillow_s() {
        Raster source = MadeUp.gradient(20, 10, 4);

        assertThat(filter.resize(source, 7, 6)).isEqualTo(PillowFilter.BILINEAR.resize(source, 7, 6));
    }

    @Test
    void should_refuse_a_part_outside() {
        assertThatThrownBy(() -> filter.resize(MadeUp.gradient(4, 4, 3), new BoundingBox(0, 0, 5, 4), 2, 2))
                .hasMessageStartingWith("The region must lie inside Raster[4 x 4 x 3], got ");
    }

    private static int furthest(Raster a, Raster b) {
        assertThat(a.width()).isEqualTo(b.width());
        assertThat(a.height()).isEqualTo(b.height());
        int furthest = 0;
        for (int i = 0; i < a.data().length; i++) {
            furthest = Math.max(furthest, Math.abs((a.data()[i] & 0xff) - (b.data()[i] & 0xff)));
        }
        return furthest;
    }

    private static Raster noise(int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        new Random(7).nextBytes(pixels);
        return new Raster(width, height, 3, pixels);
    }

    private static Raster blackAndWhite(int width, int height) {
        byte[] pixels = noise(width, height).data();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (pixels[i] >> 7);
        }
        return new Raster(width, height, 3, pixels);
    }
}
