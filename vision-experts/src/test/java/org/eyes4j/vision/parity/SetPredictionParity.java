package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.parity.Boxes.Found;
import org.eyes4j.vision.setprediction.FoundBox;
import org.eyes4j.vision.setprediction.SetPredictionDetector;

/** DETR, YOLOS and RT-DETR; DETR with masks is another's. */
final class SetPredictionParity implements FamilyParity {
    private static final Set<HubFamily> FAMILIES = Set.of(HubFamily.DETR, HubFamily.YOLOS, HubFamily.RT_DETR);

    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(FAMILIES::contains).isPresent() && !recorded.has("pred_masks");
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        Boxes boxes = new Boxes(recorded);
        boxes.onlyExpects("detections", "shapes");
        int shapes = DefaultShapes.check(recorded);
        if (recorded.tensors().isEmpty() && shapes > 0) {
            return;
        }
        SetPredictionDetector detector =
                SetPredictionDetector.of(recorded.model().orElseThrow(), engine);
        Stage inputs = new Stage(recorded, "picture to tensors");
        try (Prepared prepared = detector.prepare(boxes.pictures())) {
            inputs.same("pixel_values", prepared.pixelValues());
            Map<String, Tensor> fed = detector.inputs(prepared);
            fed.forEach(inputs::same);
            inputs.equal("pixel_mask is fed", recorded.has("pixel_mask"), fed.containsKey("pixel_mask"));
        }
        new Stage(recorded, "raw outputs").equal("tensors compared", 2, RawOutputs.check(recorded, engine));
        List<List<FoundBox>> found = detector.read(
                recorded.tensor("logits"), recorded.tensor("pred_boxes"), boxes.sizes(), boxes.threshold());
        compare(boxes, found, detector.labels());
        // From end to end it must run; what it finds differs from the record only as far as raw outputs do.
        new Stage(recorded, "whole way")
                .equal(
                        "pictures",
                        found.size(),
                        detector.detect(boxes.pictures(), boxes.threshold(), new Cancellation())
                                .size());
    }

    private static void compare(Boxes boxes, List<List<FoundBox>> found, List<String> labels) {
        JsonNode expected = boxes.recorded().expected("detections");
        if (boxes.recorded().input("image").isTextual()) {
            boxes.same("detections", expected, found(found.get(0), labels));
            return;
        }
        new Stage(boxes.recorded(), "results").equal("pictures", expected.size(), found.size());
        for (int picture = 0; picture < expected.size(); picture++) {
            boxes.same("detections of picture " + picture, expected.get(picture), found(found.get(picture), labels));
        }
    }

    private static List<Found> found(List<FoundBox> boxes, List<String> labels) {
        return boxes.stream()
                .map(b -> Found.of(b.score(), b.box())
                        .labelled(b.label(), labels.get(b.label()))
                        .ofQuery(b.query()))
                .toList();
    }
}
