package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.scene.SceneGraph;
import org.eyes4j.vision.scene.SegmentMap;

/** One class a pixel. */
final class SegformerParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(f -> f == HubFamily.SEGFORMER).isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        HubFiles files = recorded.model().orElseThrow();
        Raster picture = recorded.picture("image");
        PixelValues.check(recorded);
        SceneGraph graph = SceneGraph.of(files, engine);
        Scenes.raw(recorded, graph);
        Map<String, Tensor> stored = Map.of("logits", recorded.tensor("logits"));
        Stage stage = new Stage(recorded, "segmentation");
        long allowed = recorded.expected("borderline_px").asLong() + 2;
        SegmentMap map = graph.semantic(stored, 0, picture.width(), picture.height());
        Scenes.maps(stage, "segmentation", map, allowed);
        Tensor logits = recorded.tensor("logits");
        Scenes.maps(stage, "segmentation_low_res", graph.semantic(stored, 0, logits.dim(3), logits.dim(2)), allowed);
        Scenes.classes(stage, recorded.expected("classes_present"), map, allowed);
        Iterator<Map.Entry<String, JsonNode>> masks = recorded.expected("rle").fields();
        Map<Integer, JsonNode> expected = new TreeMap<>();
        masks.forEachRemaining(e -> expected.put(Integer.valueOf(e.getKey()), e.getValue()));
        stage.equal("classes with masks", recorded.expected("classes_present").size(), expected.size());
        expected.forEach((id, rle) -> {
            Masks.masks(stage, "class " + id, Masks.mask(rle), map.mask(id), allowed);
            stage.near(
                    "class " + id + ", area",
                    rle.path("area").asLong(),
                    map.mask(id).area(),
                    allowed);
        });
    }
}
