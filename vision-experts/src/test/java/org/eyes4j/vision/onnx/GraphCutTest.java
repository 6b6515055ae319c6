package org.eyes4j.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.expert.KeptModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCutTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void should_write_a_part_that_runs() throws Exception {
        Path model = KeptModels.files("owlvit").graph("model");
        GraphCut cut = GraphCut.of(model);

        GraphCut.Part part = cut.part(List.of("logits"), Map.of("image_embeds", 4, "text_embeds", 3));
        Path out = folder.resolve("part.onnx");
        GraphCut.write(part, out);

        assertThat(part.inputs()).containsExactlyInAnyOrder("image_embeds", "text_embeds", "input_ids");
        assertThat(Files.size(out)).isLessThan(Files.size(model) / 4);
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults())) {
            Tensor logits = engine.model(out)
                    .run(
                            Map.of(
                                    "image_embeds", Tensor.zeros(ElementType.FLOAT32, 1, 4, 4, 32),
                                    "text_embeds", Tensor.zeros(ElementType.FLOAT32, 1, 2, 32),
                                    "input_ids", Tensor.of(new long[32], 2, 16)),
                            List.of("logits"),
                            new Cancellation())
                    .only();
            assertThat(logits.shape()).containsExactly(1L, 16L, 2L);
        }
    }

    @Test
    void should_refuse_a_tensor_that_is_not_there() throws Exception {
        GraphCut cut = GraphCut.of(KeptModels.files("owlvit").graph("model"));

        assertThatThrownBy(() -> cut.part(List.of("nothing"), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("the graph has no tensor \"nothing\"");
    }

    @Test
    void should_refuse_a_file_that_ends_too_early() throws Exception {
        byte[] model = Files.readAllBytes(KeptModels.files("owlvit").graph("model"));
        Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(model, model.length / 2));

        assertThatThrownBy(() -> GraphCut.of(half)).isInstanceOf(IOException.class);
    }

    @Test
    void should_refuse_what_is_no_model() throws Exception {
        Path text = Files.writeString(folder.resolve("text.onnx"), "this is no model at all, as anyone can see");

        assertThatThrownBy(() -> GraphCut.of(text)).isInstanceOf(IOException.class);
    }
}
