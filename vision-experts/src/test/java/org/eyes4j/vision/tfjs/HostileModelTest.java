package org.eyes4j.vision.tfjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileModelTest {
    private static final List<Integer> PIXEL = List.of(1, 1, 1, 1);

    @TempDir
    private Path folder;

    private static TinyModel adding() {
        return new TinyModel("DT_FLOAT").floats("w", new int[] {2}, 1, 2).with("y", "Add", List.of("x", "w"));
    }

    private void assertRefused(TinyModel model, List<Integer> shape, String message) {
        assertThatThrownBy(() -> model.convert(folder, TfjsType.FLOAT32, shape, "y"))
                .isInstanceOf(TfjsImportException.class)
                .hasMessage(message);
        assertThat(folder.toFile().list()).noneMatch(name -> name.contains(".onnx"));
    }

    @Test
    void should_name_an_operator_that_no_rule_translates() {
        assertRefused(
                new TinyModel("DT_FLOAT").with("y", "Bucketize", List.of("x")),
                PIXEL,
                "Cannot import node 'y' (Bucketize): no rule translates this operator");
    }

    @Test
    void should_name_a_placeholder_that_the_cut_forgot() {
        TinyModel model = new TinyModel("DT_FLOAT");
        model.node("other", "Placeholder");
        assertRefused(
                model.with("y", "Add", List.of("x", "other")),
                PIXEL,
                "Cannot import node 'other' (Placeholder): it is needed but not among the inputs; name it in the cut");
    }

    @Test
    void should_name_a_loop() {
        TinyModel model =
                new TinyModel("DT_FLOAT").with("a", "Add", List.of("x", "b")).with("b", "Relu", List.of("a"));
        assertRefused(
                model.with("y", "Relu", List.of("b")),
                PIXEL,
                "The graph has a loop through node 'b' (Relu); cut it off with inputs behind the loop");
    }

    @Test
    void should_name_a_missing_node() {
        assertRefused(
                new TinyModel("DT_FLOAT").with("y", "Add", List.of("x", "ghost")),
                PIXEL,
                "The node 'y' (Add) reads 'ghost:0', but the graph has no such node");
    }

    @Test
    void should_name_an_output_that_does_not_exist() {
        assertThatThrownBy(() -> adding().convert(folder, TfjsType.FLOAT32, List.of(2), "z"))
                .hasMessage("The output 'out_z' reads 'z:0', but the graph has no such node");
        assertThatThrownBy(() -> adding().convert(folder, TfjsType.FLOAT32, List.of(2), "y:3"))
                .hasMessage("The graph has no tensor 'y:3' to make the output 'out_y:3' of");
    }

    @Test
    void should_refuse_two_nodes_of_one_name() {
        TinyModel model = adding();
        model.node("y", "Relu", "x");
        assertRefused(model, List.of(2), folder.resolve("model.json") + ": two nodes are named 'y'");
    }

    @Test
    void should_refuse_shapes_that_do_not_fit() {
        assertRefused(adding(), List.of(3), "Cannot import node 'y' (Add): shapes [3] and [2] do not broadcast");
        assertRefused(
                new TinyModel("DT_FLOAT").axes("to", 5, -1).with("y", "Reshape", List.of("x", "to")),
                List.of(12),
                "Cannot import node 'y' (Reshape): a shape of [5, -1] for an input of shape [12]");
        assertRefused(
                new TinyModel("DT_FLOAT")
                        .floats("filter", new int[] {1, 1, 2, 1}, 1, 1)
                        .with("y", "Conv2D", List.of("x", "filter")),
                PIXEL,
                "Cannot import node 'y' (Conv2D): a filter of shape [1, 1, 2, 1] on an input of shape [1, 1, 1, 1]");
    }

    @Test
    void should_refuse_a_result_that_is_too_large() {
        assertRefused(
                new TinyModel("DT_FLOAT").axes("times", 2_000_000_000).with("y", "Tile", List.of("x", "times")),
                List.of(1),
                "Cannot import node 'y' (Tile): its result has the shape [2000000000]; at most 67108864 elements are supported");
        assertRefused(
                new TinyModel("DT_FLOAT")
                        .axes("size", 2_000_000_000, 2_000_000_000)
                        .with("y", "ResizeBilinear", List.of("x", "size")),
                PIXEL,
                "Cannot import node 'y' (ResizeBilinear): its result has the shape [1, 2000000000, 2000000000, 1]; at most 67108864"
                        + " elements are supported");
    }

    @Test
    void should_refuse_a_window_whose_reach_overflows() {
        TinyModel model = new TinyModel("DT_FLOAT")
                .with("y", "MaxPool", List.of("x"), "ksize", new int[] {1, 65536, 1, 1}, "dilations", new int[] {
                    1, 65536, 1, 1
                });
        assertRefused(
                model,
                PIXEL,
                "Cannot import node 'y' (MaxPool): reach of the window of 4294901761 (expected 1 to 65536)");
    }

    @Test
    void should_refuse_a_weight_that_its_files_do_not_hold() {
        TinyModel model = new TinyModel("DT_FLOAT");
        model.stored("w", "float32", new int[] {3}, new byte[8]);
        assertRefused(
                model.with("y", "Add", List.of("x", "w")),
                List.of(1),
                "Weight 'w' of shape [3] should lie at bytes 0 to 12, but its files hold 8");
    }

    @Test
    void should_refuse_a_weight_that_is_too_large_before_reading_it() {
        TinyModel model = new TinyModel("DT_FLOAT");
        model.stored("w", "float32", new int[] {2_000_000_000, 2_000_000_000, 4}, new byte[8]);
        assertRefused(
                model.with("y", "Add", List.of("x", "w")),
                List.of(1),
                "Weight 'w' has the shape [2000000000, 2000000000, 4]; at most 67108864 elements are read");
    }

    @Test
    void should_refuse_weights_it_cannot_read() {
        TinyModel text = new TinyModel("DT_FLOAT");
        text.stored("w", "string", new int[] {1}, new byte[4]);
        assertRefused(
                text,
                List.of(1),
                folder.resolve("model.json")
                        + ": weight 'w': weights of type 'string' (expected float32, int32 or bool)");
        TinyModel quantised = new TinyModel("DT_FLOAT");
        quantised
                .stored("w", "float32", new int[] {1}, new byte[4])
                .putObject("quantization")
                .put("dtype", "int4");
        assertRefused(
                quantised,
                List.of(1),
                folder.resolve("model.json") + ": weight 'w': quantised as 'int4' (expected float16, uint8 or uint16)");
        TinyModel negative = new TinyModel("DT_FLOAT");
        negative.stored("w", "float32", new int[] {-4}, new byte[4]);
        assertRefused(
                negative,
                List.of(1),
                folder.resolve("model.json") + ": weight 'w': a shape with unknown or negative dimensions, [-4]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../secret"})
    void should_refuse_a_weight_file_outside_the_folder(String path) throws Exception {
        Files.write(folder.resolve("secret"), new byte[64]);
        Path models = Files.createDirectory(folder.resolve("models"));
        TinyModel model = adding();
        model.group().putArray("paths").add(path);

        assertThatThrownBy(() -> model.convert(models, TfjsType.FLOAT32, List.of(2), "y"))
                .isInstanceOf(TfjsImportException.class)
                .hasMessage("The weight file '" + path + "' lies outside the model's folder " + models.toRealPath());
    }

    @Test
    void should_refuse_a_link_that_leaves_the_folder() throws Exception {
        Path secret = Files.write(folder.resolve("secret"), new byte[64]);
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.createSymbolicLink(models.resolve("link"), secret);
        TinyModel model = adding();
        model.group().putArray("paths").add("link");

        assertThatThrownBy(() -> model.convert(models, TfjsType.FLOAT32, List.of(2), "y"))
                .hasMessage("The weight file 'link' is a link that leaves the model's folder " + models.toRealPath());
    }

    @Test
    void should_say_which_weight_file_is_missing() throws Exception {
        TinyModel model = adding();
        model.group().putArray("paths").add("gone.bin");
        assertRefused(model, List.of(2), "The weight file 'gone.bin' is missing from " + folder.toRealPath());
    }

    @Test
    void should_refuse_what_is_no_graph_model() throws Exception {
        Path json = folder.resolve("model.json");
        assertThatThrownBy(() -> TfjsImporter.convert(json, TfjsCut.WHOLE, folder.resolve("a.onnx")))
                .hasMessage("There is no TensorFlow.js model at " + json);
        Files.writeString(json, "{\"modelTopology\": {\"model_config\": {}}}");
        assertThatThrownBy(() -> TfjsImporter.convert(json, TfjsCut.WHOLE, folder.resolve("a.onnx")))
                .hasMessage(json
                        + ": expected a TensorFlow.js graph model, with 'modelTopology.node'; this is a layers model");
        Files.writeString(json, "{\"modelTopology\": ");
        assertThatThrownBy(() -> TfjsImporter.convert(json, TfjsCut.WHOLE, folder.resolve("a.onnx")))
                .isInstanceOf(TfjsImportException.class)
                .hasMessageStartingWith(json + " is not valid JSON: Unexpected end-of-input");
        Files.writeString(json, "[".repeat(100_000));
        assertThatThrownBy(() -> TfjsImporter.convert(json, TfjsCut.WHOLE, folder.resolve("a.onnx")))
                .isInstanceOf(TfjsImportException.class)
                .hasMessageContaining("nesting depth");
    }

    @Test
    void should_hold_to_the_limits_given() throws Exception {
        Path json = adding().writeTo(folder);
        Path out = folder.resolve("a.onnx");
        assertThatThrownBy(() ->
                        new TfjsImporter(new TfjsLimits(10, 10, 10, 10, 10)).importModel(json, TfjsCut.WHOLE, out))
                .hasMessage(json + " has " + Files.size(json) + " bytes; at most 10 are read");
        assertThatThrownBy(() ->
                        new TfjsImporter(new TfjsLimits(10_000, 2, 10, 10, 10)).importModel(json, TfjsCut.WHOLE, out))
                .hasMessage(json + ": 3 nodes; at most 2 are read");
        assertThatThrownBy(() ->
                        new TfjsImporter(new TfjsLimits(10_000, 10, 10, 7, 10)).importModel(json, TfjsCut.WHOLE, out))
                .hasMessage("The weights take more than 7 bytes");
        assertThatThrownBy(() -> TfjsImporter.convert(json, TfjsCut.WHOLE, out))
                .hasMessage("The model has no signature with inputs and outputs; give a cut that names them");
    }

    @Test
    void should_ask_for_a_shape_that_the_signature_leaves_open() throws Exception {
        TinyModel model = adding();
        ObjectNode signature = model.root.putObject("signature");
        ObjectNode input = signature
                .putObject("inputs")
                .putObject("x:0")
                .put("name", "x:0")
                .put("dtype", "DT_FLOAT");
        input.putObject("tensorShape").putArray("dim").addObject().put("size", "1");
        ((com.fasterxml.jackson.databind.node.ArrayNode)
                        input.get("tensorShape").get("dim"))
                .addObject()
                .put("size", "-1");
        signature.putObject("outputs").putObject("y:0").put("name", "y:0");

        Path json = model.writeTo(folder);

        assertThatThrownBy(() -> TfjsImporter.convert(json, TfjsCut.WHOLE, folder.resolve("a.onnx")))
                .hasMessage("The signature leaves the shape [1, -1] of the input 'x' open; give a cut with a shape");
    }

    @Test
    void should_keep_an_older_file_when_the_import_fails() throws Exception {
        Path older = Files.writeString(folder.resolve("model.onnx"), "older");
        TinyModel model = new TinyModel("DT_FLOAT").with("y", "Bucketize", List.of("x"));

        assertThatThrownBy(() -> model.convert(folder, TfjsType.FLOAT32, PIXEL, "y"))
                .isInstanceOf(TfjsImportException.class);

        assertThat(older).hasContent("older");
    }

    @Test
    void should_write_the_same_bytes_each_time_and_leave_nothing_else() throws Exception {
        byte[] first = Files.readAllBytes(adding().convert(folder, TfjsType.FLOAT32, List.of(2), "y"));
        byte[] second = Files.readAllBytes(adding().convert(folder, TfjsType.FLOAT32, List.of(2), "y"));

        assertThat(second).isEqualTo(first);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("model.json", "model.onnx", "weights.bin");
        }
    }

    /** Damages a model in many small ways: each must import or be refused, nothing else. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void should_refuse_or_import_any_damaged_model(int seed) throws Exception {
        Random random = new Random(seed);
        Path json = rich().writeTo(folder);
        String whole = Files.readString(json);
        String[] parts = {
            "-1", "0", "3", "99999999999", "\"\"", "[]", "{}", "null", "true", "1e99", "\"x\"", "-2147483648", "[[", ","
        };
        TfjsCut cut = new TfjsCut(
                List.of(new TfjsInput("x", "x", TfjsType.FLOAT32, List.of(1, 4, 4, 2))),
                List.of(new TfjsOutput("y", "out")));
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
            int at = random.nextInt(bytes.length);
            String damaged = random.nextBoolean()
                    ? whole.substring(0, at) + (char) (32 + random.nextInt(90)) + whole.substring(at + 1)
                    : whole.replaceFirst(
                            "(?s)^(.{" + at + "}[^0-9\"]*)(\"[^\"]*\"|[0-9]+)",
                            "$1" + parts[random.nextInt(parts.length)]);
            Files.writeString(json, damaged);
            try {
                TfjsImporter.convert(json, cut, folder.resolve("a.onnx"));
            } catch (TfjsImportException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 149);
    }

    private static TinyModel rich() {
        TinyModel model = new TinyModel("DT_FLOAT")
                .floats("filter", new int[] {3, 3, 2, 2}, new float[36])
                .floats("bias", new int[] {2}, 1, 2)
                .axes("begin", 0, 0, 0, 0)
                .axes("end", 1, 2, 2, 2)
                .axes("step", 1, 1, 1, 1)
                .axes("paddings", 0, 0, 1, 1, 1, 1, 0, 0)
                .axes("size", 4, 4)
                .axes("to", 1, -1)
                .number("axis", 1)
                .with(
                        "a",
                        "_FusedConv2D",
                        List.of("x", "filter", "bias"),
                        "padding",
                        "SAME",
                        "strides",
                        new int[] {1, 1, 1, 1},
                        "dilations",
                        new int[] {1, 1, 1, 1},
                        "fused_ops",
                        List.of("BiasAdd", "Relu6"))
                .with(
                        "b",
                        "StridedSlice",
                        List.of("a", "begin", "end", "step"),
                        "end_mask",
                        1,
                        "begin_mask",
                        1,
                        "shrink_axis_mask",
                        0)
                .with("c", "Pad", List.of("b", "paddings"))
                .with("d", "ResizeBilinear", List.of("c", "size"), "half_pixel_centers", true)
                .with("e", "ConcatV2", List.of("d", "a", "axis"))
                .with("f", "MaxPool", List.of("e"), "ksize", new int[] {1, 2, 2, 1}, "strides", new int[] {1, 2, 2, 1})
                .with("g", "Unpack", List.of("f"), "axis", 3, "num", 2)
                .with("h", "Pack", List.of("g", "g:1"), "axis", 0)
                .with("i", "Reshape", List.of("h", "to"))
                .with("j", "ArgMax", List.of("i", "axis"))
                .with("k", "Cast", List.of("j"), "SrcT", "DT_INT32", "DstT", "DT_FLOAT");
        model.stored("small", "float32", new int[] {1}, new byte[] {9})
                .putObject("quantization")
                .put("dtype", "uint8")
                .put("scale", 0.5)
                .put("min", -1);
        return model.with("y", "Add", List.of("k", "small"));
    }
}
