package org.eyes4j.vision.setprediction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.GraphCut;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that are not what they should be are told by file, expected and found. */
class DetectorFaultsTest {
    private static final OnnxEngine ENGINE = KeptModels.engine();
    private static final Raster PICTURE =
            KeptModels.picture("owlvit", "tiny.png").raster();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void should_tell_another_family() {
        assertThatThrownBy(() -> SetPredictionDetector.of(with("owlvit", Map.of()), ENGINE))
                .isInstanceOf(HubException.class)
                .hasMessage(
                        "mine: expected a detector of a closed vocabulary (detr, yolos, rt-detr), config.json says it is"
                                + " owlvit");
        assertThatThrownBy(() -> OwlDetector.of(with("detr", Map.of()), ENGINE))
                .hasMessage("mine: expected OWL-ViT or OWLv2, config.json says it is detr");
        assertThatThrownBy(() -> GroundingDino.of(with("detr", Map.of()), ENGINE))
                .hasMessage("mine: expected Grounding DINO, config.json says it is detr");
    }

    @Test
    void should_tell_a_missing_file() {
        HubFiles files = KeptModels.files("detr");
        HubFiles some = HubFiles.of("mine", Map.of("config.json", files.need("config.json")));

        assertThatThrownBy(() -> SetPredictionDetector.of(some, ENGINE))
                .isInstanceOf(HubException.class)
                .hasMessage("mine: expected a graph onnx/model.onnx, found only ");
    }

    @Test
    void should_tell_a_renamed_output() throws Exception {
        Path graph = folder.resolve("model.onnx");
        GraphCut.write(GraphCut.of(KeptModels.files("detr").graph("model")).part(List.of("logits"), Map.of()), graph);
        SetPredictionDetector detector =
                SetPredictionDetector.of(with("detr", Map.of("onnx/model.onnx", graph)), ENGINE);

        assertThatThrownBy(() -> detector.detect(List.of(PICTURE), 0.5, new Cancellation()))
                .isInstanceOf(HubException.class)
                .hasMessage("mine: expected model.onnx to give logits, pred_boxes, it gives logits");
    }

    @Test
    void should_tell_a_graph_of_another_kind() {
        HubFiles files = with(
                "owlvit", Map.of("onnx/model.onnx", KeptModels.files("detr").graph("model")));

        assertThatThrownBy(() -> {
                    try (OwlDetector detector = OwlDetector.of(files, ENGINE)) {
                        detector.detect(PICTURE, List.of("a cat"), 0.5, new Cancellation());
                    }
                })
                .isInstanceOf(HubException.class)
                .hasMessage("mine: expected model.onnx to take input_ids, pixel_values (and perhaps attention_mask), it"
                        + " takes pixel_values, pixel_mask");
    }

    @Test
    void should_tell_classes_without_names() throws Exception {
        Path config = Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"detr\"}");

        assertThatThrownBy(() -> SetPredictionDetector.of(with("detr", Map.of("config.json", config)), ENGINE))
                .isInstanceOf(HubException.class)
                .hasMessage("mine: expected id2label (class number to name) in config.json, found only [model_type]");
    }

    @Test
    void should_refuse_answers_that_are_no_numbers() {
        Tensor logits = Tensor.of(new float[] {0, Float.NaN, 1}, 1, 1, 3);

        assertThatThrownBy(() -> TokenScores.of(logits, 1))
                .isInstanceOf(OnnxException.class)
                .hasMessage(
                        "The model answered NaN in its logits [1, 1, 3]. The model or its input is broken; verify the"
                                + " model's files");
    }

    private static HubFiles with(String family, Map<String, Path> others) {
        HubFiles files = KeptModels.files(family);
        Map<String, Path> all = new HashMap<>();
        files.paths().forEach(path -> all.put(path, files.need(path)));
        all.putAll(others);
        return HubFiles.of("mine", all);
    }
}
