package org.eyes4j.vision.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.expert.StarterModels;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmbedImageTest {
    private final EmbedImage expert = new EmbedImage(KeptModels.serving(List.of("embed_image"), "dinov2"), 2);

    @AfterEach
    void close() {
        expert.close();
    }

    @Test
    void should_give_the_references_vector_of_the_whole_at_length_1() {
        Value.Embedding vector = embed("odd.png");

        JsonNode cls = KeptModels.recorded("dinov2", "odd").path("expected").path("cls");
        Value.Embedding recorded = new Value.Embedding(new float[cls.size()], "dinov2");
        double squares = 0;
        for (int i = 0; i < cls.size(); i++) {
            recorded.vector()[i] = (float) cls.path(i).asDouble();
            squares += cls.path(i).asDouble() * cls.path(i).asDouble();
        }
        assertThat(vector.similarity(vector)).isCloseTo(1, within(1e-6));
        assertThat(vector.similarity(recorded)).isCloseTo(Math.sqrt(squares), within(1e-3));
        assertThat(vector.similarity(embed("rgba.png"))).isLessThan(0.9999);
    }

    @Test
    void should_leave_registers_out_of_the_patches() {
        Tensor states = Tensor.of(new float[] {1, 2, 9, 9, 3, 4, 5, 8}, 1, 4, 2);

        PictureFeatures features = new PictureFeatures(states, 1);

        assertThat(features.whole()).containsExactly(1, 2);
        assertThat(features.patches()).isEqualTo(2);
        assertThat(features.meanPatch()).containsExactly(4, 6);
        assertThatThrownBy(() -> features.patch(2)).hasMessage("There are patches 0 to 1, got 2");
        assertThatThrownBy(() -> new PictureFeatures(states, 3))
                .hasMessage("Expected the states of one picture, of its class, 3 registers and patches, got [1, 4, 2]");
    }

    private Value.Embedding embed(String file) {
        return (Value.Embedding) StarterModels.call(expert, Map.of("image", KeptModels.picture("dinov2", file)));
    }

    @Nested
    class Contract extends ToolContractTest {
        @Override
        protected Tool tool() {
            return expert;
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", KeptModels.picture("dinov2", "odd.png"));
        }
    }
}
