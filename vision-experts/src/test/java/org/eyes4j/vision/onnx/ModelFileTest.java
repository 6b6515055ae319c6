package org.eyes4j.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eyes4j.vision.onnx.OnnxBytes.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    @TempDir
    Path folder;

    @Test
    void should_read_weights_that_lie_beside_the_model() throws IOException {
        Path model = write("model.onnx", OnnxBytes.external("weights.bin"));
        ByteBuffer weights = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(10)
                .putFloat(20);
        Files.write(folder.resolve("weights.bin"), weights.array());

        assertThat(ModelFile.scan(model).externalData()).containsExactly(folder.resolve("weights.bin"));
        assertThat(ModelFile.scan(model).bytes()).isEqualTo(Files.size(model) + 8);
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults())) {
            assertThat(engine.model(model)
                            .run(Map.of("x", Tensor.of(new float[] {1, 2}, 2)))
                            .only()
                            .toFloatArray())
                    .containsExactly(11, 22);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/hostname", "a/../../secret", "", "..", "C:\\secret", "./secret", "link"})
    void should_refuse_weights_outside_the_folder_of_the_model(String location) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path secret = write("secret", new byte[8]);
        Files.createSymbolicLink(home.resolve("link"), secret);
        Path model = Files.write(home.resolve("model.onnx"), OnnxBytes.external(location));

        assertThatThrownBy(() -> ModelFile.scan(model))
                .isInstanceOfSatisfying(
                        OnnxException.class, e -> assertThat(e.kind()).isEqualTo(OnnxException.Kind.UNTRUSTED))
                .hasMessage(
                        "Model " + model + " wants to read its weights from \"" + location
                                + "\". Only plain files in the model's own folder are read; do not use this model unless you know why");
    }

    @Test
    void should_find_a_path_hidden_in_a_graph_inside_a_graph() throws IOException {
        byte[] hidden = OnnxBytes.external("/etc/hostname");
        // The hidden graph lies in an attribute of a node: field 6 of field 5.
        byte[] graph = Arrays.copyOfRange(hidden, 6 + 2, hidden.length);
        Path model = write("model.onnx", OnnxBytes.model(message(1, message(5, message(6, skipHead(graph))))));

        assertThatThrownBy(() -> ModelFile.scan(model)).hasMessageContaining("\"/etc/hostname\"");
    }

    private static byte[] skipHead(byte[] graph) {
        // Whatever precedes the graph's first node is the length of the graph field.
        int at = 0;
        while (graph[at] != (1 << 3 | 2)) {
            at++;
        }
        return Arrays.copyOfRange(graph, at, graph.length);
    }

    @Test
    void should_say_which_file_of_weights_is_missing() throws IOException {
        Path model = write("model.onnx", OnnxBytes.external("weights.bin"));

        assertThatThrownBy(() -> ModelFile.scan(model))
                .hasMessage("Model " + model + " keeps weights in \"weights.bin\", which is not beside it. Put "
                        + folder.resolve("weights.bin") + " there, or pull the model again");
    }

    @Test
    void should_say_that_a_model_is_missing_empty_or_no_model() throws IOException {
        Path missing = folder.resolve("none.onnx");
        Path empty = write("empty.onnx", new byte[0]);
        Path text = write("text.onnx", "<html>Not found</html>".getBytes(StandardCharsets.UTF_8));
        Path other = write("other.onnx", message(1, new byte[3]));

        assertThatThrownBy(() -> ModelFile.scan(missing))
                .hasMessage("There is no model at " + missing + "; pull it, or mend the path");
        assertThatThrownBy(() -> ModelFile.scan(empty))
                .hasMessage(empty
                        + " is not a whole ONNX model: it is empty. Expected an .onnx file; pull or export it again");
        assertThatThrownBy(() -> ModelFile.scan(text)).hasMessageStartingWith(text + " is not a whole ONNX model: ");
        assertThatThrownBy(() -> ModelFile.scan(other)).hasMessageContaining("it holds no graph");
    }

    @Test
    void should_refuse_graphs_that_lie_too_deep() throws IOException {
        byte[] graph = {};
        for (int i = 0; i < 200; i++) {
            graph = message(1, message(5, message(6, graph)));
        }

        Path model = write("deep.onnx", OnnxBytes.model(graph));

        assertThatThrownBy(() -> ModelFile.scan(model)).hasMessageContaining("more than 100 deep");
    }

    @Test
    void should_not_believe_a_length_that_the_file_does_not_have() throws IOException {
        // A graph that says it has 2 GiB, and ends after its first bytes.
        Path graph =
                write("graph.onnx", new byte[] {7 << 3 | 2, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 8, 1});

        assertThatThrownBy(() -> ModelFile.scan(graph))
                .isInstanceOfSatisfying(
                        OnnxException.class, e -> assertThat(e.kind()).isEqualTo(OnnxException.Kind.BROKEN))
                .hasMessageStartingWith(graph + " is not a whole ONNX model: ")
                .hasMessageContaining("2147483648")
                .hasMessageEndingWith("Expected an .onnx file; pull or export it again");
    }

    @Test
    void should_not_make_room_for_weights_that_are_not_there() throws IOException {
        Path model = write(
                "claim.onnx",
                OnnxBytes.model(
                        OnnxBytes.node("Add", "x w", "y"),
                        OnnxBytes.message(
                                5,
                                OnnxBytes.number(1, 1L << 29),
                                OnnxBytes.number(2, OnnxBytes.FLOAT),
                                OnnxBytes.text(8, "w"),
                                OnnxBytes.message(9, new byte[8])),
                        OnnxBytes.input("x", OnnxBytes.FLOAT, 2),
                        OnnxBytes.output("y", OnnxBytes.FLOAT, 2)));
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults())) {
            assertThatThrownBy(() -> engine.model(model).load())
                    .isInstanceOfSatisfying(
                            OnnxException.class, e -> assertThat(e.kind()).isEqualTo(OnnxException.Kind.BROKEN))
                    .hasMessageContaining("claim.onnx");
        }
    }

    @Test
    void should_answer_each_damaged_file_with_a_message() throws IOException {
        byte[] whole = OnnxBytes.doubling();
        Random random = new Random(7);
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults())) {
            for (int i = 0; i < whole.length; i++) {
                byte[] damaged = i % 2 == 0 ? Arrays.copyOf(whole, i) : whole.clone();
                if (i % 2 == 1) {
                    damaged[i] = (byte) random.nextInt();
                }
                Path model = write("damaged-" + i + ".onnx", damaged);
                try {
                    engine.model(model).load();
                } catch (OnnxException e) {
                    assertThat(e.getMessage()).contains("damaged-" + i + ".onnx");
                }
            }
        }
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
