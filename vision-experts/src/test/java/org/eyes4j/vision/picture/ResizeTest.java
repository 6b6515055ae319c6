package org.eyes4j.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {
    private final TensorPool pool = new TensorPool(1 << 20);

    @ParameterizedTest
    @CsvSource({
        "BILINEAR,1,17,31",
        "BILINEAR,1,90,70",
        "BICUBIC,2,17,31",
        "BICUBIC,2,90,70",
        "AREA,3,17,11",
        "AREA,3,20,15"
    })
    void should_equal_opencv_within_one_level(Interpolation how, int opencv, int width, int height) {
        Raster source = MadeUp.gradient(60, 45, 3);

        Raster ours = how.resize(source, width, height);

        byte[] theirs = opencv(source, width, height, opencv);
        for (int i = 0; i < theirs.length; i++) {
            assertThat(ours.data()[i] & 0xff).isCloseTo(theirs[i] & 0xff, within(1));
        }
    }

    private static byte[] opencv(Raster source, int width, int height, int how) {
        try (BytePointer data = new BytePointer(source.data());
                Mat in = new Mat(source.height(), source.width(), opencv_core.CV_8UC3, data);
                Mat out = new Mat();
                Size size = new Size(width, height)) {
            opencv_imgproc.resize(in, out, size, 0, 0, how);
            byte[] pixels = new byte[width * height * 3];
            out.data().get(pixels);
            return pixels;
        }
    }

    @Test
    void should_halve_as_the_mean_over_an_area_does() {
        java.util.Random random = new java.util.Random(5);
        for (int channels = 3; channels <= 4; channels++) {
            byte[] data = new byte[14 * 10 * channels];
            random.nextBytes(data);
            Raster picture = new Raster(14, 10, channels, data);

            Raster halved = Interpolation.AREA.resize(picture, 7, 5);

            Taps columns = Taps.of(Interpolation.AREA, 14, 0, 14, 7);
            Taps rows = Taps.of(Interpolation.AREA, 10, 0, 10, 5);
            assertThat(halved.data())
                    .isEqualTo(new Resizing(picture, columns, rows).run().data());
        }
    }

    @Test
    void should_give_the_same_at_the_same_size_and_for_a_part_cut_out() {
        Raster source = MadeUp.gradient(20, 10, 4);
        for (Interpolation how : Interpolation.values()) {
            assertThat(how.resize(source, 20, 10)).isEqualTo(source);
            Raster part = how.resize(source, new BoundingBox(5, 2, 12, 9), 7, 7);
            assertThat(part.at(0, 0, 2)).isEqualTo(source.at(5, 2, 2));
            assertThat(part.at(6, 6, 3)).isEqualTo(source.at(11, 8, 3));
        }
    }

    @Test
    void should_go_on_with_the_edge_beyond_it() {
        Raster source = MadeUp.gradient(8, 8, 3);

        Raster wide = Interpolation.NEAREST.resize(source, new BoundingBox(-8, 0, 16, 8), 24, 8);

        assertThat(wide.at(0, 3, 1)).isEqualTo(source.at(0, 3, 1));
        assertThat(wide.at(23, 3, 0)).isEqualTo(source.at(7, 3, 0));
    }

    @Test
    void should_lay_a_picture_out_as_a_model_wants_it() {
        Raster source = new Raster(2, 1, 3, new byte[] {10, 20, 30, 40, 50, (byte) 255});
        TensorImage plain = TensorImage.of(2, 1);

        assertThat(tensor(plain, source)).isEqualTo(Tensor.of(new float[] {10, 40, 20, 50, 30, 255}, 1, 3, 1, 2));
        assertThat(tensor(plain.with(TensorImage.Layout.NHWC), source))
                .isEqualTo(Tensor.of(new float[] {10, 20, 30, 40, 50, 255}, 1, 1, 2, 3));
        assertThat(tensor(plain.withBgr(), source))
                .isEqualTo(Tensor.of(new float[] {30, 255, 20, 50, 10, 40}, 1, 3, 1, 2));
        assertThat(tensor(plain.with(Scaling.UNIT), source).floats().get(5)).isEqualTo(1);
        assertThat(tensor(plain.with(Scaling.IMAGENET), source).floats().get(0))
                .isCloseTo((10 / 255f - 0.485f) / 0.229f, within(1e-6f));
    }

    @Test
    void should_pad_what_a_picture_does_not_fill_and_tell_the_way_back() {
        Raster source = MadeUp.gradient(40, 20, 3);
        TensorImage centred =
                TensorImage.of(10, 10).with(TensorImage.Fit.PAD_CENTRE).withPadding(114);
        TensorImage end = TensorImage.of(10, 10)
                .with(TensorImage.Fit.PAD_END)
                .with(Scaling.IMAGENET)
                .with(TensorImage.Layout.NHWC);

        try (TensorImage.Prepared prepared = centred.apply(source, pool);
                TensorImage.Prepared atEnd = end.apply(source, pool)) {
            assertThat(prepared.tensor().floats().get(0)).isEqualTo(114);
            assertThat(prepared.tensor().floats().get(2 * 10 + 9)).isGreaterThan(230);
            assertThat(prepared.toPicture().apply(new Point(10, 7))).isEqualTo(new Point(40, 20));
            assertThat(prepared.toPicture().apply(new Point(0, 2))).isEqualTo(new Point(0, 0));
            assertThat(atEnd.tensor().floats().get(299)).isZero();
            assertThat(atEnd.toPicture().apply(new Point(10, 5))).isEqualTo(new Point(40, 20));
        }
    }

    @Test
    void should_prepare_a_part_and_map_it_back() {
        Raster source = MadeUp.gradient(40, 20, 4);
        try (TensorImage.Prepared part = TensorImage.of(5, 5).apply(source, new BoundingBox(10, 5, 20, 15), pool)) {
            assertThat(part.toPicture().apply(new Point(5, 0))).isEqualTo(new Point(20, 5));
            assertThat(part.tensor().floats().get(0)).isCloseTo(10.5f * 255 / 39, within(4f));
        }
    }

    @Test
    void should_prepare_a_batch() {
        Raster a = MadeUp.gradient(4, 4, 3);
        Raster b = MadeUp.gradient(8, 6, 3);
        TensorImage how = TensorImage.of(4, 4).with(Scaling.SYMMETRIC);

        try (Tensor batch = how.batch(List.of(a, b), pool)) {
            assertThat(batch.shape()).containsExactly(2L, 3L, 4L, 4L);
            assertThat(java.util.Arrays.copyOfRange(batch.toFloatArray(), 48, 96))
                    .isEqualTo(tensor(how, b).toFloatArray());
        }
    }

    @Test
    void should_turn_a_tilted_part_upright() {
        Raster source = MadeUp.gradient(50, 40, 3);

        Raster same = Warp.affine(source, Affine.IDENTITY, 50, 40, Warp.Border.EDGE);
        Raster quarter = Warp.quad(
                source,
                List.of(new Point(50, 0), new Point(50, 40), new Point(0, 40), new Point(0, 0)),
                40,
                50,
                Warp.Border.EDGE);

        assertThat(same).isEqualTo(source);
        assertThat(quarter.at(0, 0, 0)).isEqualTo(source.at(49, 0, 0));
        assertThat(quarter.at(39, 49, 2)).isEqualTo(source.at(0, 39, 2));
        assertThat(quarter.at(7, 20, 1)).isEqualTo(source.at(29, 7, 1));
    }

    @Test
    void should_map_the_corners_of_a_slanted_part_and_blacken_what_is_outside() {
        Raster white = Interpolation.NEAREST.resize(new Raster(1, 1, 3, new byte[] {-1, -1, -1}), 30, 30);
        List<Point> slanted = List.of(new Point(5, 6), new Point(25, 2), new Point(28, 27), new Point(3, 20));

        Raster inside = Warp.quad(white, slanted, 20, 20, Warp.Border.BLACK);
        Raster outside = Warp.affine(white, Affine.translation(-10, 0), 20, 20, Warp.Border.BLACK);

        assertThat(inside.data()).containsOnly(-1);
        assertThat(outside.at(8, 5, 0)).isZero();
        assertThat(outside.at(10, 5, 0)).isEqualTo(255);
        assertThatThrownBy(() -> Warp.quad(
                        white,
                        List.of(new Point(0, 0), new Point(1, 1), new Point(2, 2), new Point(3, 3)),
                        2,
                        2,
                        Warp.Border.EDGE))
                .hasMessageStartingWith("These corners span no area: ");
    }

    private Tensor tensor(TensorImage how, Raster picture) {
        return how.apply(picture, pool).tensor();
    }
}
