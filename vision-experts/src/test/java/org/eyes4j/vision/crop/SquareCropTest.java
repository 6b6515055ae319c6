package org.eyes4j.vision.crop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorPool;
import org.junit.jupiter.api.Test;

class SquareCropTest {
    private final TensorPool pool = new TensorPool(1 << 20);

    @Test
    void should_map_its_pixels_to_the_pictures_and_back() {
        SquareCrop crop = new SquareCrop(new Point(100, 50), 40, Math.PI / 2);

        // The middle stays; what is right of it in the cut is below it in the picture.
        assertThat(crop.toPicture(80).apply(new Point(40, 40))).isEqualTo(new Point(100, 50));
        Point right = crop.toPicture(80).apply(new Point(80, 40));
        assertThat(right.x()).isCloseTo(100, within(1e-9));
        assertThat(right.y()).isCloseTo(70, within(1e-9));
        Point back = crop.toPicture(80).inverse().apply(right);
        assertThat(back.distanceTo(new Point(80, 40))).isLessThan(1e-9);
    }

    @Test
    void should_cut_every_pixel_at_any_scale() {
        // GIVEN one white pixel in every four by four
        Raster picture = picture(64, 48, (x, y) -> x % 4 == 0 && y % 4 == 0 ? 255 : 0);

        // WHEN eight pixels become one
        Tensor cut = levels(picture, new SquareCrop(new Point(32, 24), 48, 0), 6);

        // THEN none was skipped: a sixteenth of white everywhere
        for (float level : cut.toFloatArray()) {
            assertThat(level).isBetween(14f, 18f);
        }
    }

    @Test
    void should_cut_the_same_of_a_half_that_is_made_and_one_that_is_not() {
        java.util.Random random = new java.util.Random(4);
        Raster picture = picture(62, 46, (x, y) -> random.nextInt(256));
        SquareCrop crop = new SquareCrop(new Point(30.3, 24.1), 60, 0);
        PicturePyramid made = new PicturePyramid(picture);
        made.level(2);

        float[] direct = levels(picture, crop, 24).toFloatArray();

        assertThat(input(Map.of("input", "image", "width", 24))
                        .tensor(made, crop, pool)
                        .toFloatArray())
                .containsExactly(direct);
    }

    @Test
    void should_be_black_outside_of_the_picture_and_turn_upright() {
        Raster picture = picture(10, 10, (x, y) -> x < 5 ? 200 : 100);

        FloatBuffer cut = levels(picture, new SquareCrop(new Point(5, 5), 20, Math.PI), 20)
                .floats();

        assertThat(cut.get((20 + 1) * 3)).isZero();
        assertThat(cut.get((10 * 20 + 7) * 3)).isEqualTo(100);
        assertThat(cut.get((10 * 20 + 12) * 3)).isEqualTo(200);
    }

    @Test
    void should_refuse_a_side_of_nothing() {
        assertThatThrownBy(() -> new SquareCrop(new Point(0, 0), 0, 0))
                .hasMessage("A crop needs a side above 0 and a finite angle, got side 0.0 and angle 0.0");
    }

    @Test
    void should_write_what_the_manifest_says() {
        PicturePyramid picture = new PicturePyramid(picture(2, 2, (x, y) -> 255 * x));
        SquareCrop all = new SquareCrop(new Point(1, 1), 2, 0);

        assertThat(input(Map.of("input", "image", "width", 2, "range", List.of(-1, 1)))
                        .tensor(picture, all, pool)
                        .toFloatArray())
                .containsExactly(-1, -1, -1, 1, 1, 1, -1, -1, -1, 1, 1, 1);
        assertThat(input(Map.of("input", "image", "width", 2, "range", 255, "dtype", "int32"))
                        .tensor(picture, all, pool)
                        .toIntArray())
                .containsExactly(0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255);
        Tensor grey = input(Map.of("input", "image", "width", 2, "range", List.of(0, 1), "colour", "GREY"))
                .tensor(picture, all, pool);
        assertThat(grey.shape()).containsExactly(1L, 2L, 2L, 1L);
        assertThat(grey.toFloatArray()).containsExactly(new float[] {0, 1, 0, 1}, within(1e-6f));
    }

    private Tensor levels(Raster picture, SquareCrop crop, int size) {
        return input(Map.of("input", "image", "width", size)).tensor(new PicturePyramid(picture), crop, pool);
    }

    private static CropTensor input(Map<String, Object> preprocess) {
        return CropTensor.of(new Parameters("test: preprocess", preprocess));
    }

    private interface Levels {
        int at(int x, int y);
    }

    private static Raster picture(int width, int height, Levels levels) {
        byte[] data = new byte[width * height * 3];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) levels.at(i / 3 % width, i / 3 / width);
        }
        return new Raster(width, height, 3, data);
    }
}
