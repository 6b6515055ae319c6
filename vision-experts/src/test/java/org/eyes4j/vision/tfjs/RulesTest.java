package org.eyes4j.vision.tfjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"FloorDiv,-4,-4,3,3", "FloorMod,1,-1,1,-1", "Div,-4,-4,3,3"})
    void should_divide_integers_downwards(String op, int a, int b, int c, int d) throws Exception {
        TinyModel model = new TinyModel("DT_INT32").axes("by", 2, -2, 2, -2).with("y", op, List.of("x", "by"));

        assertThat(model.run(folder, List.of(4), new int[] {-7, 7, 7, -7}).values())
                .containsExactly(a, b, c, d);
    }

    @ParameterizedTest
    @CsvSource({
        "Add,1.5",
        "Sub,-2.5",
        "Mul,-1",
        "RealDiv,-0.25",
        "Minimum,-0.5",
        "Maximum,2",
        "Pow,0.25",
        "SquaredDifference,6.25",
        "FloorDiv,-1",
        "FloorMod,1.5",
        "Less,1",
        "GreaterEqual,0",
        "Equal,0"
    })
    void should_compute_with_two_numbers(String op, double expected) throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT").floats("b", new int[0], 2).with("y", op, List.of("x", "b"));

        assertThat(model.run(folder, List.of(1), -0.5f).values())
                .containsExactly(new double[] {expected}, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "Neg,-4",
        "Sqrt,2",
        "Rsqrt,0.5",
        "Square,16",
        "Exp,54.59815",
        "Reciprocal,0.25",
        "Sigmoid,0.98201379",
        "Relu6,4",
        "Identity,4"
    })
    void should_compute_with_one_number(String op, double expected) throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT").with("y", op, List.of("x"));

        assertThat(model.run(folder, List.of(1), 4f).values()).containsExactly(new double[] {expected}, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({
        // begin, end, stride, begin mask, end mask, shrink mask -> elements
        "1,4,2,0,0,0,'1,3'",
        "-2,0,1,0,1,0,'3,4'",
        "0,0,-1,1,1,0,'4,3,2,1,0'",
        "3,0,-2,0,0,0,'3,1'",
        "-1,0,1,0,0,1,'4'",
        "0,99,3,0,0,0,'0,3'"
    })
    void should_slice_as_Python_does(
            int begin, int end, int stride, int beginMask, int endMask, int shrink, String expected) throws Exception {
        TinyModel model =
                new TinyModel("DT_FLOAT").axes("begin", begin).axes("end", end).axes("stride", stride);
        model.with(
                "y",
                "StridedSlice",
                List.of("x", "begin", "end", "stride"),
                "begin_mask",
                beginMask,
                "end_mask",
                endMask,
                "shrink_axis_mask",
                shrink);

        TinyModel.Result y = model.run(folder, List.of(5), 0, 1, 2, 3, 4);

        assertThat(y.values())
                .containsExactly(java.util.Arrays.stream(expected.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
        assertThat(y.shape()).hasSize(shrink == 1 ? 0 : 1);
    }

    @Test
    void should_fold_the_arithmetic_of_shapes() throws Exception {
        // GIVEN [2, 3, 4] reshaped to [shape[1], -1 of (shape[0] * shape[2])], the way exported detectors write it
        TinyModel model = new TinyModel("DT_FLOAT")
                .axes("zero", 0)
                .axes("one", 1)
                .axes("two", 2)
                .axes("three", 3);
        model.with("shape", "Shape", List.of("x"));
        model.with("rows", "StridedSlice", List.of("shape", "one", "two", "one"), "shrink_axis_mask", 1);
        model.with("first", "StridedSlice", List.of("shape", "zero", "one", "one"), "shrink_axis_mask", 1);
        model.with("last", "StridedSlice", List.of("shape", "two", "three", "one"), "shrink_axis_mask", 1);
        model.with("columns", "Mul", List.of("first", "last"));
        model.with("to", "Pack", List.of("rows", "columns"), "axis", 0);
        model.with("y", "Reshape", List.of("x", "to"));

        assertThat(model.run(folder, List.of(2, 3, 4), new float[24]).shape()).containsExactly(3, 8);
    }

    @Test
    void should_unpack_and_pack_along_another_axis() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .with("rows", "Unpack", List.of("x"), "axis", 0, "num", 2)
                .with("y", "Pack", List.of("rows:1", "rows"), "axis", 1);

        TinyModel.Result y = model.run(folder, List.of(2, 3), 1, 2, 3, 4, 5, 6);

        assertThat(y.shape()).containsExactly(3, 2);
        assertThat(y.values()).containsExactly(4, 1, 5, 2, 6, 3);
    }

    @Test
    void should_squeeze_expand_tile_and_transpose() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .number("last", -1)
                .axes("times", 1, 2)
                .axes("order", 1, 0)
                .with("flat", "Squeeze", List.of("x"), "squeeze_dims", new int[] {0})
                .with("column", "ExpandDims", List.of("flat", "last"))
                .with("tiled", "Tile", List.of("column", "times"))
                .with("y", "Transpose", List.of("tiled", "order"));

        TinyModel.Result y = model.run(folder, List.of(1, 2), 1, 2);

        assertThat(y.shape()).containsExactly(2, 2);
        assertThat(y.values()).containsExactly(1, 2, 1, 2);
    }

    @Test
    void should_reduce_height_and_width_of_what_a_convolution_made() throws Exception {
        for (boolean keep : new boolean[] {true, false}) {
            TinyModel model = new TinyModel("DT_FLOAT")
                    .floats("filter", new int[] {1, 1, 1, 2}, 1, 10)
                    .axes("axes", 1, 2)
                    .with("a", "Conv2D", List.of("x", "filter"))
                    .with("y", "Mean", List.of("a", "axes"), "keep_dims", keep);

            TinyModel.Result y = model.run(folder, List.of(1, 1, 2, 1), 1, 3);

            assertThat(y.values()).containsExactly(2, 20);
            assertThat(y.shape()).hasSize(keep ? 4 : 2);
        }
    }

    @Test
    void should_sum_over_channels_of_what_a_convolution_made() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .floats("filter", new int[] {1, 1, 1, 2}, 1, 10)
                .axes("axes", -1)
                .with("a", "Conv2D", List.of("x", "filter"))
                .with("y", "Sum", List.of("a", "axes"), "keep_dims", false);

        TinyModel.Result y = model.run(folder, List.of(1, 1, 2, 1), 1, 3);

        assertThat(y.shape()).containsExactly(1, 1, 2);
        assertThat(y.values()).containsExactly(11, 33);
    }

    @Test
    void should_find_the_largest_and_look_them_up() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .number("k", 2)
                .number("axis", 0)
                .floats("table", new int[] {4}, 10, 11, 12, 13)
                .with("top", "TopKV2", List.of("x", "k"))
                .with("y", "GatherV2", List.of("table", "top:1", "axis"));

        assertThat(model.run(folder, List.of(4), 5, 9, 1, 7).values()).containsExactly(11, 13);
    }

    @Test
    void should_gather_points() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .ints("points", new int[] {2, 2}, 1, 0, 0, 2)
                .with("y", "GatherNd", List.of("x", "points"));

        assertThat(model.run(folder, List.of(2, 3), 1, 2, 3, 4, 5, 6).values()).containsExactly(4, 3);
    }

    @Test
    void should_choose_by_a_condition_and_count_in_integers() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .floats("zero", new int[0], 0)
                .with("positive", "Greater", List.of("x", "zero"))
                .with("chosen", "SelectV2", List.of("positive", "x", "zero"))
                .with("y", "Cast", List.of("chosen"), "SrcT", "DT_FLOAT", "DstT", "DT_INT32");

        assertThat(model.run(folder, List.of(3), -1.5f, 2.9f, 3f).values()).containsExactly(0, 2, 3);
    }

    @Test
    void should_multiply_matrices_with_what_was_fused() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .floats("b", new int[] {2, 2}, 1, 2, 3, 4)
                .floats("bias", new int[] {2}, 10, -100)
                .with(
                        "y",
                        "_FusedMatMul",
                        List.of("x", "b", "bias"),
                        "transpose_b",
                        true,
                        "fused_ops",
                        List.of("BiasAdd", "Relu"));

        assertThat(model.run(folder, List.of(1, 2), 1, 1).values()).containsExactly(13, 0);
    }

    @Test
    void should_add_many_and_normalise_to_one() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .with("sum", "AddN", List.of("x", "x", "x"))
                .with("y", "Softmax", List.of("sum"));

        assertThat(model.run(folder, List.of(1, 2), 0, 0).values()).containsExactly(0.5, 0.5);
    }

    @Test
    void should_cast_an_input_that_is_fed_in_another_type() throws Exception {
        // GIVEN a graph that works with floats, fed with integers
        TinyModel model =
                new TinyModel("DT_FLOAT").floats("half", new int[0], 0.5f).with("y", "Mul", List.of("x", "half"));

        assertThat(model.run(folder, List.of(2), new int[] {3, 5}).values()).containsExactly(1.5, 2.5);
    }

    @Test
    void should_split_what_a_convolution_made() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT")
                .floats("filter", new int[] {1, 1, 1, 2}, 1, 10)
                .number("axis", 3)
                .with("a", "Conv2D", List.of("x", "filter"))
                .with("parts", "Split", List.of("axis", "a"), "num_split", 2)
                .with("y", "Sub", List.of("parts:1", "parts"));

        assertThat(model.run(folder, List.of(1, 1, 2, 1), 1, 3).values()).containsExactly(9, 27);
    }
}
