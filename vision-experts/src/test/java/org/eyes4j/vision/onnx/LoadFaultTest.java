package org.eyes4j.vision.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads of a model that ONNX Runtime does not take. */
class LoadFaultTest {
    private static final int NEWER = 99;

    @TempDir
    Path folder;

    private AbstractThrowableAssert<?, ?> loading(byte[] model) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), model);
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults())) {
            return assertThatThrownBy(() -> engine.model(file).inputs()).isInstanceOf(OnnxException.class);
        }
    }

    /** The opset is the second field of its message, 17 there. */
    private static byte[] ofOpset(byte[] model, int opset) {
        for (int i = 0; i + 1 < model.length; i++) {
            if (model[i] == 0x10 && model[i + 1] == 17) {
                model[i + 1] = (byte) opset;
                return model;
            }
        }
        throw new IllegalStateException("no opset");
    }

    @Test
    void should_name_file_expected_and_found_of_an_opset_that_is_too_new() throws IOException {
        loading(ofOpset(OnnxBytes.doubling(), NEWER))
                .hasMessageMatching(
                        "Model " + folder + "/model.onnx is of opset 99; expected at most \\d+, the newest that the"
                                + " ONNX Runtime here knows. Export it again with a lower one");
    }

    @Test
    void should_name_file_expected_and_found_of_an_ir_version_that_is_too_new() throws IOException {
        byte[] model = OnnxBytes.doubling();
        model[1] = NEWER;

        loading(model)
                .hasMessageMatching(
                        "Model " + folder + "/model.onnx is of ONNX IR version 99; expected at most \\d+, the"
                                + " newest that the ONNX Runtime here knows. Export it again with a lower one");
    }

    @Test
    void should_tell_the_opset_of_a_graph_with_an_operator_that_it_has_not() throws IOException {
        byte[] model = OnnxBytes.model(
                OnnxBytes.node("Invented", "x", "y"),
                OnnxBytes.input("x", OnnxBytes.FLOAT, "n"),
                OnnxBytes.output("y", OnnxBytes.FLOAT, "n"));

        loading(model)
                .hasMessageStartingWith("Model " + folder + "/model.onnx (of opset 17) cannot be loaded: ")
                .hasMessageContaining("Invented")
                .hasMessageEndingWith(". Pull or export it again");
    }
}
