package org.eyes4j.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.ModelImport.Cut;
import org.eyes4j.config.model.ModelImport.Output;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxOutputTensorsTest {
    private final OnnxOutputTensors importer = new OnnxOutputTensors();

    @TempDir
    Path folder;

    @Test
    void should_make_an_inner_tensor_an_output() throws IOException {
        Path model = Files.write(folder.resolve("model.onnx"), negatedTwice());
        Path out = folder.resolve("more.onnx");

        importer.convert(model, new Cut(List.of(), List.of(new Output("inner", "negated"))), out);

        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults().withThreads(1))) {
            OnnxOutputs outputs = engine.model(out).run(Map.of("x", Tensor.of(new float[] {1, -2}, 2)));
            assertThat(outputs.get("y").toFloatArray()).containsExactly(1, -2);
            assertThat(outputs.get("negated").toFloatArray()).containsExactly(-1, 2);
        }
    }

    @Test
    void should_say_which_tensor_is_missing() throws IOException {
        Path model = Files.write(folder.resolve("model.onnx"), negatedTwice());
        Path out = folder.resolve("more.onnx");

        assertThatThrownBy(() -> importer.convert(model, new Cut(List.of(), List.of(new Output("deeper", "z"))), out))
                .isInstanceOf(IOException.class)
                .hasMessage("the graph has no tensor `deeper`");
        assertThat(out).doesNotExist();
    }

    @Test
    void should_refuse_a_cut_without_outputs() {
        assertThatThrownBy(() -> importer.convert(folder, new Cut(List.of(), List.of()), folder.resolve("out")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("expected outputs and no inputs in the cut, found ");
    }

    /** x to inner to y, both by Neg; written by hand as protobuf. */
    private static byte[] negatedTwice() {
        byte[] graph = join(
                field(1, join(text(1, "x"), text(2, "inner"), text(4, "Neg"))),
                field(1, join(text(1, "inner"), text(2, "y"), text(4, "Neg"))),
                text(2, "g"),
                field(11, vector("x")),
                field(12, vector("y")));
        byte[] opset = {0x10, 13};
        return join(new byte[] {0x08, 8}, field(7, graph), field(8, opset));
    }

    /** A float32 tensor of two elements. */
    private static byte[] vector(String name) {
        byte[] shape = field(1, new byte[] {0x08, 2});
        return join(text(1, name), field(2, field(1, join(new byte[] {0x08, 1}, field(2, shape)))));
    }

    private static byte[] text(int number, String value) {
        return field(number, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int number, byte[] content) {
        assertThat(content.length).isLessThan(128);
        return join(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
