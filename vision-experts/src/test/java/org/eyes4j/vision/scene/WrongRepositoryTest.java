package org.eyes4j.vision.scene;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.incontext.InContextModel;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.sam.hub.HubSam;
import org.junit.jupiter.api.Test;

/** A repository of another family, a missing file, a graph with other names, answers that are no numbers. */
class WrongRepositoryTest {
    private final Cancellation none = new Cancellation();

    @Test
    void should_tell_the_family_that_it_found() {
        HubFiles sam = KeptModels.files("sam");
        HubFiles segformer = KeptModels.files("segformer");

        assertThatThrownBy(() -> SceneGraph.of(sam, KeptModels.engine()))
                .isInstanceOf(HubException.class)
                .hasMessage(sam.name() + ": expected a model_type of config.json that divides pictures (segformer,"
                        + " maskformer, mask2former, detr), found sam");
        assertThatThrownBy(() -> HubSam.of(segformer, KeptModels.engine()))
                .hasMessage(segformer.name() + ": expected model_type sam or sam2 in config.json, found segformer");
        assertThatThrownBy(() -> InContextModel.of(sam, KeptModels.engine()))
                .hasMessage(sam.name() + ": expected model_type seggpt in config.json, found sam");
    }

    @Test
    void should_tell_which_file_is_missing() {
        HubFiles files = mixed("sam", "onnx/prompt_encoder_mask_decoder.onnx", Optional.empty());

        assertThatThrownBy(() -> HubSam.of(files, KeptModels.engine()))
                .isInstanceOf(HubException.class)
                .hasMessage("mixed: expected a graph onnx/prompt_encoder_mask_decoder.onnx, found only"
                        + " onnx/vision_encoder.onnx");
    }

    @Test
    void should_tell_outputs_and_inputs_that_are_not_the_familys() {
        Optional<Path> other = Optional.of(KeptModels.files("segformer").graph("model"));
        SceneGraph graph = SceneGraph.of(mixed("mask2former", "onnx/model.onnx", other), KeptModels.engine());
        InContextModel context = InContextModel.of(mixed("seggpt", "onnx/model.onnx", other), KeptModels.engine());
        Tensor pixels = pixels(0);

        assertThatThrownBy(() -> graph.queries(graph.run(pixels, Optional.empty(), none), 0))
                .isInstanceOf(HubException.class)
                .hasMessage(
                        "mixed: expected the output masks_queries_logits or pred_masks in model.onnx, found [logits]");
        assertThatThrownBy(() -> context.run(pixels, pixels, pixels, none))
                .isInstanceOf(HubException.class)
                .hasMessage("mixed: expected model.onnx to take pixel_values, prompt_pixel_values, prompt_masks and to"
                        + " give pred_masks, it takes [pixel_values] and gives [logits]");
    }

    @Test
    void should_refuse_answers_that_are_no_numbers() {
        SceneGraph graph = SceneGraph.of(KeptModels.files("segformer"), KeptModels.engine());

        assertThatThrownBy(() -> graph.run(pixels(Float.NaN), Optional.empty(), none))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("answered NaN in output \"logits\"");
    }

    @Test
    void should_refuse_logits_of_other_shapes() {
        assertThatThrownBy(() -> MaskQueries.of(Tensor.of(new float[6], 1, 2, 3), Tensor.of(new float[4], 1, 1, 2, 2)))
                .isInstanceOf(HubException.class)
                .hasMessage("Expected class logits [pictures, queries, classes + 1] and mask logits [pictures, queries,"
                        + " height, width] of at least 1 pictures, found [1, 2, 3] and [1, 1, 2, 2]");
    }

    private static Tensor pixels(float value) {
        float[] values = new float[3 * 64 * 64];
        Arrays.fill(values, value);
        return Tensor.of(values, 1, 3, 64, 64);
    }

    /** A family's repository with one file of another, or without it. */
    private static HubFiles mixed(String family, String path, Optional<Path> other) {
        HubFiles files = KeptModels.files(family);
        Map<String, Path> byPath = new LinkedHashMap<>();
        for (String own : List.copyOf(files.paths())) {
            byPath.put(own, files.need(own));
        }
        byPath.remove(path);
        other.ifPresent(file -> byPath.put(path, file));
        return HubFiles.of("mixed", byPath);
    }
}
