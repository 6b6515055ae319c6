package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.image.Placement;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.sam.hub.Decoded;
import org.eyes4j.vision.sam.hub.HubSam;
import org.eyes4j.vision.sam.hub.SamMasks;
import org.eyes4j.vision.sam.hub.SamObject;

/** SAM and SAM 2: points, boxes, both, several objects, padding. */
final class SamParity implements FamilyParity {
    private static final Set<String> PROMPTS = Set.of("input_points", "input_labels", "input_boxes");

    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family()
                .filter(f -> f == HubFamily.SAM || f == HubFamily.SAM2)
                .isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        HubSam sam = HubSam.of(recorded.model().orElseThrow(), engine);
        Raster picture = recorded.picture("image");
        Stage inputs = new Stage(recorded, "inputs");
        inputs.equal("picture width", recorded.input("image_size").path("width").asInt(), picture.width());
        inputs.equal(
                "picture height", recorded.input("image_size").path("height").asInt(), picture.height());
        PixelValues.check(recorded);
        Placement placement;
        SamMasks enlarge;
        try (Prepared prepared = sam.prepare(picture)) {
            placement = prepared.placement(0);
            enlarge = sam.masks(prepared);
        }
        Map<String, Tensor> prompts = sam.prompts(objects(recorded), placement);
        inputs.equal(
                "prompts",
                PROMPTS.stream().filter(recorded::has).collect(java.util.stream.Collectors.toSet()),
                prompts.keySet());
        prompts.forEach(inputs::same);
        Decoded decoded = outputs(recorded, sam, prompts.keySet());
        masks(recorded, decoded, enlarge, placement);
    }

    private static List<SamObject> objects(ParityCase recorded) {
        JsonNode points = recorded.input("input_points").path(0);
        JsonNode labels = recorded.input("input_labels").path(0);
        JsonNode boxes = recorded.input("input_boxes").path(0);
        List<SamObject> objects = new ArrayList<>();
        for (int i = 0; i < Math.max(points.size(), boxes.size()); i++) {
            List<SamObject.Labelled> own = new ArrayList<>();
            for (int p = 0; p < points.path(i).size(); p++) {
                JsonNode at = points.path(i).path(p);
                own.add(new SamObject.Labelled(
                        new Point(at.path(0).asDouble(), at.path(1).asDouble()),
                        labels.path(i).path(p).asInt()));
            }
            JsonNode box = boxes.path(i);
            objects.add(new SamObject(
                    own,
                    box.isMissingNode()
                            ? Optional.empty()
                            : Optional.of(new BoundingBox(
                                    box.path(0).asDouble(),
                                    box.path(1).asDouble(),
                                    box.path(2).asDouble(),
                                    box.path(3).asDouble()))));
        }
        return objects;
    }

    /** The second stage on stored inputs; gives the stored answers. */
    private static Decoded outputs(ParityCase recorded, HubSam sam, Set<String> prompted) {
        Stage stage = new Stage(recorded, "raw outputs");
        Cancellation none = new Cancellation();
        Map<String, Tensor> features = new LinkedHashMap<>();
        sam.encode(recorded.tensor("pixel_values"), none).forEach((name, actual) -> {
            stage.same(stored(name), actual);
            features.put(name, recorded.tensor(stored(name)));
        });
        Map<String, Tensor> prompts = new LinkedHashMap<>();
        prompted.forEach(name -> prompts.put(name, recorded.tensor(name)));
        Decoded decoded = sam.decode(features, prompts, none);
        stage.same("pred_masks", decoded.masks());
        stage.same("iou_scores", decoded.scores());
        stage.equal(
                "object_score_logits given",
                recorded.has("object_score_logits"),
                decoded.objectScores().isPresent());
        decoded.objectScores().ifPresent(actual -> stage.same("object_score_logits", actual));
        return new Decoded(recorded.tensor("pred_masks"), recorded.tensor("iou_scores"), Optional.empty());
    }

    /** A file's name holds no dots where the graph's does. */
    private static String stored(String name) {
        return name.replace('.', '_');
    }

    private static void masks(ParityCase recorded, Decoded decoded, SamMasks enlarge, Placement placement) {
        Stage stage = new Stage(recorded, "masks");
        size(stage, "original_size", placement.width(), placement.height());
        if (recorded.expected("reshaped_input_size").isArray()) {
            size(stage, "reshaped_input_size", placement.scaledWidth(), placement.scaledHeight());
        }
        JsonNode objects = recorded.expected("objects");
        stage.equal("objects", objects.size(), decoded.objects());
        float[] all = new float[decoded.objects() * decoded.choices() * placement.width() * placement.height()];
        double tolerance = recorded.json().at("/tolerance/iou_score/abs").asDouble(1e-3);
        for (int o = 0; o < decoded.objects(); o++) {
            JsonNode masks = objects.path(o).path("masks");
            stage.equal("masks of object " + o, masks.size(), decoded.choices());
            stage.equal("best of object " + o, objects.path(o).path("best").asInt(), decoded.best(o));
            for (int m = 0; m < decoded.choices(); m++) {
                String what = "mask " + m + " of object " + o;
                JsonNode expected = masks.path(m);
                long allowed = expected.path("borderline_px").asLong() + 2;
                Mask mask = enlarge.mask(decoded.logits(o, m), decoded.width(), decoded.height(), 0);
                Masks.masks(stage, what, Masks.mask(expected), mask, allowed);
                stage.near(what + ", area", expected.path("area").asLong(), mask.area(), allowed);
                stage.near(what + ", score", expected.path("iou_score").asDouble(), decoded.score(o, m), tolerance);
                float[] logits = enlarge.logits(decoded.logits(o, m), decoded.width(), decoded.height());
                System.arraycopy(logits, 0, all, (o * decoded.choices() + m) * logits.length, logits.length);
            }
        }
        if (recorded.has("upscaled_logits")) {
            stage.same(
                    "upscaled_logits",
                    Tensor.of(all, decoded.objects(), decoded.choices(), placement.height(), placement.width()));
        }
    }

    private static void size(Stage stage, String what, int width, int height) {
        JsonNode size = stage.of().expected(what);
        stage.equal(what + " height", size.path(0).asInt(), height);
        stage.equal(what + " width", size.path(1).asInt(), width);
    }
}
