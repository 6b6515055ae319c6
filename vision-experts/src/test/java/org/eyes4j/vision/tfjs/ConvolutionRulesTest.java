package org.eyes4j.vision.tfjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionRulesTest {
    private static final double EXACT = 1e-5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "5,3,1,false",
        "5,3,2,false",
        "6,3,2,false",
        "6,2,2,false",
        "5,3,1,true",
        "6,3,2,true",
        "7,5,3,true",
        "6,1,2,false"
    })
    void should_convolve_as_TensorFlow_defines_it(int size, int kernel, int stride, boolean depthwise)
            throws Exception {
        int channels = 2;
        int outputs = 3;
        float[] filter = NaiveConvolution.numbers(kernel * kernel * channels * outputs, 1);
        float[] x = NaiveConvolution.numbers(size * size * channels, 2);
        TinyModel model = new TinyModel("DT_FLOAT")
                .floats("filter", new int[] {kernel, kernel, channels, outputs}, filter)
                .with(
                        "y",
                        depthwise ? "DepthwiseConv2dNative" : "Conv2D",
                        List.of("x", "filter"),
                        "padding",
                        "SAME",
                        "strides",
                        new int[] {1, stride, stride, 1});

        TinyModel.Result y = model.run(folder, List.of(1, size, size, channels), x);

        int out = (size + stride - 1) / stride;
        assertThat(y.shape()).containsExactly(1, out, out, depthwise ? 6 : 3);
        assertThat(y.values())
                .containsExactly(
                        NaiveConvolution.same(x, size, channels, filter, kernel, outputs, stride, depthwise),
                        within(EXACT));
    }

    @ParameterizedTest
    @CsvSource({"Relu,0,4", "Relu6,0,4", "Prelu,-1.5,4", "LeakyRelu,-0.6,4"})
    void should_apply_what_was_fused_into_a_convolution(String activation, double first, double second)
            throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .floats("filter", new int[] {1, 1, 1, 2}, 1, -1)
                .floats("bias", new int[] {2}, 0, 1)
                .floats("slope", new int[] {1, 1, 2}, 0.5f, 0.25f)
                .with(
                        "y",
                        "_FusedConv2D",
                        activation.equals("Prelu")
                                ? List.of("x", "filter", "bias", "slope")
                                : List.of("x", "filter", "bias"),
                        "padding",
                        "VALID",
                        "fused_ops",
                        List.of("BiasAdd", activation));

        TinyModel.Result y = model.run(folder, List.of(1, 1, 1, 1), -3f);

        assertThat(y.values()).containsExactly(new double[] {first, second}, within(EXACT));
    }

    @Test
    void should_keep_one_layout_between_convolutions() throws Exception {
        // GIVEN two convolutions with everything that follows its operands' layout between them
        TinyModel model = new TinyModel("DT_FLOAT")
                .floats("filter", new int[] {1, 1, 2, 2}, 1, 2, 3, 4)
                .floats("wide", new int[] {1, 1, 4, 2}, 1, 0, 0, 1, 1, 0, 0, 1)
                .floats("perChannel", new int[] {2}, 1, -100)
                .floats("picture", new int[] {1, 2, 2, 1}, 1, 2, 3, 4)
                .axes("paddings", 0, 0, 1, 0, 0, 1, 0, 0)
                .number("axis", 3)
                .with("a", "Conv2D", List.of("x", "filter"))
                .with("b", "AddV2", List.of("a", "perChannel"))
                .with("c", "Mul", List.of("picture", "b"))
                .with("d", "Relu", List.of("c"))
                .with("e", "ConcatV2", List.of("d", "b", "axis"))
                .with("f", "Pad", List.of("e", "paddings"))
                .with("y", "Conv2D", List.of("f", "wide"));

        TinyModel.Result y = model.run(folder, List.of(1, 2, 2, 2), 1, 1, 2, 2, 3, 3, 4, 4);

        // THEN it is right: b = [4x + 1, 6x - 100], and the picture comes in and goes out by one transposition each
        assertThat(y.shape()).containsExactly(1, 3, 3, 2);
        double[] sums = {0, 0, 0, 0, 0, 0, 5 + 5, -94, 2 * 9 + 9, -88, 0, 0, 3 * 13 + 13, -82, 4 * 17 + 17, -76, 0, 0};
        assertThat(y.values()).containsExactly(sums, within(EXACT));
        assertThat(transpositions()).isEqualTo(2);
    }

    private long transpositions() throws Exception {
        byte[] onnx = java.nio.file.Files.readAllBytes(folder.resolve("model.onnx"));
        byte[] op = {0x22, 9, 'T', 'r', 'a', 'n', 's', 'p', 'o', 's', 'e'}; // NodeProto.op_type
        long count = 0;
        for (int i = 0; i + op.length <= onnx.length; i++) {
            count += Arrays.equals(onnx, i, i + op.length, op, 0, op.length) ? 1 : 0;
        }
        return count;
    }

    @Test
    void should_normalise_a_batch() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .floats("scale", new int[] {1}, 2)
                .floats("offset", new int[] {1}, 1)
                .floats("mean", new int[] {1}, 3)
                .floats("variance", new int[] {1}, 3.999f)
                .with("y", "FusedBatchNormV3", List.of("x", "scale", "offset", "mean", "variance"));

        assertThat(model.run(folder, List.of(1, 1, 2, 1), 3, 5).values())
                .containsExactly(new double[] {1, 3}, within(1e-3));
    }

    @Test
    void should_pool_with_padding_that_never_wins() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .with(
                        "y",
                        "MaxPool",
                        List.of("x"),
                        "padding",
                        "SAME",
                        "ksize",
                        new int[] {1, 2, 2, 1},
                        "strides",
                        new int[] {1, 2, 2, 1});

        assertThat(model.run(folder, List.of(1, 3, 3, 1), -1, -2, -3, -4, -5, -6, -7, -8, -9)
                        .values())
                .containsExactly(-1, -3, -7, -9);
    }

    @ParameterizedTest
    @CsvSource({"false,false,'0,0.5,1,1'", "false,true,'0,0.25,0.75,1'", "true,false,'0,0.33333,0.66667,1'"})
    void should_resize_as_TensorFlow_defines_it(boolean corners, boolean half, String expected) throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .axes("size", 1, 4)
                .with(
                        "y",
                        "ResizeBilinear",
                        List.of("x", "size"),
                        "align_corners",
                        corners,
                        "half_pixel_centers",
                        half);

        double[] y = model.run(folder, List.of(1, 1, 2, 1), 0, 1).values();

        assertThat(y)
                .containsExactly(
                        Arrays.stream(expected.split(","))
                                .mapToDouble(Double::parseDouble)
                                .toArray(),
                        within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"false,false,'0,0,0,1,1'", "false,true,'0,0,1,1,1'", "true,false,'0,0,1,1,1'"})
    void should_take_the_nearest_pixel_as_TensorFlow_defines_it(boolean corners, boolean half, String expected)
            throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .axes("size", 1, 5)
                .with(
                        "y",
                        "ResizeNearestNeighbor",
                        List.of("x", "size"),
                        "align_corners",
                        corners,
                        "half_pixel_centers",
                        half);

        double[] y = model.run(folder, List.of(1, 1, 2, 1), 0, 1).values();

        assertThat(y)
                .containsExactly(Arrays.stream(expected.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
    }
}
