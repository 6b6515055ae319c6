package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.scene.MaskQueries;
import org.eyes4j.vision.scene.SceneGraph;
import org.eyes4j.vision.scene.SegmentMap;
import org.eyes4j.vision.setprediction.FoundBox;
import org.eyes4j.vision.setprediction.PictureSize;
import org.eyes4j.vision.setprediction.SetPredictionDetector;

/** DETR with masks: semantic, panoptic and instance segmentation, and its boxes. */
final class DetrPanopticParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(f -> f == HubFamily.DETR).isPresent() && recorded.has("pred_masks");
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        HubFiles files = recorded.model().orElseThrow();
        Raster picture = recorded.picture("image");
        PixelValues.check(recorded);
        SceneGraph graph = SceneGraph.of(files, engine);
        Scenes.raw(recorded, graph);
        Map<String, Tensor> stored = Scenes.stored(recorded, "logits", "pred_masks");
        Stage stage = new Stage(recorded, "segmentation");
        SegmentMap semantic = graph.semantic(stored, 0, picture.width(), picture.height());
        long allowed = Scenes.allowed(semantic);
        long border = recorded.expected("semantic").path("borderline_px").asLong() + 2;
        Scenes.maps(stage, "semantic", semantic, border);
        Scenes.classes(stage, recorded.expected("semantic").path("classes_present"), semantic, border);
        MaskQueries queries = graph.queries(stored, 0);
        for (String member : List.of("panoptic", "panoptic_fused", "panoptic_overlap0.3", "instance")) {
            JsonNode args = recorded.expected(member).path("args");
            Scenes.panoptic(
                    stage, member, queries.panoptic(Scenes.rule(args), picture.width(), picture.height()), allowed);
        }
        boxes(new Stage(recorded, "boxes"), files, engine, picture);
    }

    private static void boxes(Stage stage, HubFiles files, OnnxEngine engine, Raster picture) {
        List<FoundBox> found = SetPredictionDetector.of(files, engine)
                .read(
                        stage.of().tensor("logits"),
                        stage.of().tensor("pred_boxes"),
                        List.of(PictureSize.of(picture)),
                        stage.of().input("threshold").asDouble())
                .get(0);
        JsonNode expected = stage.of().expected("detections");
        stage.equal("detections", expected.size(), found.size());
        double score = stage.of().json().at("/tolerance/score/abs").asDouble(1e-3);
        double pixels = stage.of().json().at("/tolerance/box/abs_px").asDouble(0.05);
        for (int i = 0; i < found.size(); i++) {
            JsonNode one = expected.path(i);
            stage.equal("label of " + i, one.path("label").asInt(), found.get(i).label());
            stage.near(
                    "score of " + i, one.path("score").asDouble(), found.get(i).score(), score);
            List<Double> box = found.get(i).box().toList();
            for (int c = 0; c < 4; c++) {
                stage.near(
                        "box of " + i + ", corner " + c, one.path("box").path(c).asDouble(), box.get(c), pixels);
            }
        }
    }
}
