package org.eyes4j.vision.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Patches of a tiny CLIP against {@code patch_embeds.f32}, which was computed apart, in numpy, from the graph's weights: the
 * values of the last attention through its output projection, the residual, the feed-forward part, the last normalisation and
 * the projection, for each token. The same way with the attention's own weights gave the recorded image_embeds to 5e-7.
 */
class PatchGraphTest {
    @TempDir
    Path folder = Path.of("");

    private static float[] floats(byte[] bytes, int from) {
        float[] values = new float[(bytes.length - from) / 4];
        ByteBuffer.wrap(bytes, from, values.length * 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** A recorded array, behind its header. */
    private static Tensor recorded(String name, long... shape) throws IOException {
        byte[] bytes = Files.readAllBytes(
                KeptModels.family("clip").resolve("zeroshot_rgba").resolve(name));
        return Tensor.of(floats(bytes, 10 + (bytes[8] & 0xff) + (bytes[9] & 0xff) * 256), shape);
    }

    @Test
    void should_give_a_vector_for_each_patch_and_leave_the_pooled_one_as_it_is() throws IOException {
        Path graph = KeptModels.files("clip").need("onnx/vision_model.onnx");
        Path changed = PatchGraph.of(graph, folder.resolve("patches.onnx"));

        OnnxOutputs outputs = KeptModels.engine()
                .model(changed)
                .run(
                        Map.of("pixel_values", recorded("pixel_values.npy", 1, 3, 32, 32)),
                        List.of("image_embeds", "patch_embeds"),
                        new Cancellation());

        float[] wanted;
        try (var in = Objects.requireNonNull(PatchGraphTest.class.getResourceAsStream("patch_embeds.f32"))) {
            wanted = floats(in.readAllBytes(), 0);
        }
        assertThat(outputs.get("patch_embeds").shape()).containsExactly(1L, 17L, 16L);
        assertThat(outputs.get("patch_embeds").toFloatArray()).containsExactly(wanted, Offset.offset(1e-5f));
        assertThat(outputs.get("image_embeds").toFloatArray())
                .containsExactly(recorded("image_embeds_raw.npy", 1, 16).toFloatArray(), Offset.offset(1e-4f));
    }

    @Test
    void should_refuse_a_graph_of_another_make() {
        Path text = KeptModels.files("clip").need("onnx/text_model.onnx");

        assertThatThrownBy(() -> PatchGraph.of(text, folder.resolve("patches.onnx")))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("The graph text_model.onnx is not one of CLIP's vision encoder in float32:"
                        + " expected one Gather of the class token between the last attention and image_embeds, found");
        assertThat(folder).isEmptyDirectory();
    }
}
