package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.parity.Boxes.Found;
import org.eyes4j.vision.setprediction.ExampleQuery;
import org.eyes4j.vision.setprediction.GuidedBox;
import org.eyes4j.vision.setprediction.OwlDetector;
import org.eyes4j.vision.setprediction.OwlExampleDetector;

/** OWL-ViT and OWLv2, asked by words and by an example picture. */
final class OwlParity implements FamilyParity {
    private static final Set<HubFamily> FAMILIES = Set.of(HubFamily.OWLVIT, HubFamily.OWLV2);

    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(FAMILIES::contains).isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        HubFiles files = recorded.model().orElseThrow();
        if (recorded.input("query_image").isTextual()) {
            byExample(recorded, OwlExampleDetector.of(files, engine), engine);
        } else {
            try (OwlDetector detector = OwlDetector.of(files, engine)) {
                byWords(recorded, detector, engine);
            }
        }
    }

    private static void byWords(ParityCase recorded, OwlDetector detector, OnnxEngine engine) {
        Boxes boxes = new Boxes(recorded);
        boxes.onlyExpects("detections");
        List<String> texts = StreamSupport.stream(recorded.input("text_labels").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        Stage inputs = new Stage(recorded, "picture and texts to tensors");
        try (Prepared prepared = detector.prepare(boxes.pictures())) {
            inputs.same("pixel_values", prepared.pixelValues());
            Map<String, Tensor> fed = detector.inputs(prepared, detector.tokens(texts));
            fed.forEach(inputs::same);
            inputs.equal("tensors compared", 3, fed.size());
        }
        new Stage(recorded, "raw outputs").equal("tensors compared", 3, RawOutputs.check(recorded, engine));
        List<Found> found = detector
                .read(recorded.tensor("logits"), recorded.tensor("pred_boxes"), boxes.sizes(), boxes.threshold())
                .get(0)
                .stream()
                .map(b -> Found.of(b.score(), b.box()).labelled(b.label(), texts.get(b.label())))
                .toList();
        boxes.same("detections", recorded.expected("detections"), found);
        new Stage(recorded, "whole way")
                .equal(
                        "number of detections",
                        found.size(),
                        detector.detect(boxes.pictures().get(0), texts, boxes.threshold(), new Cancellation())
                                .size());
    }

    private static void byExample(ParityCase recorded, OwlExampleDetector detector, OnnxEngine engine) {
        Boxes boxes = new Boxes(recorded);
        boxes.onlyExpects("best_box_index", "detections", "detections_probability", "note");
        Raster picture = boxes.pictures().get(0);
        Stage inputs = new Stage(recorded, "pictures to tensors");
        try (Prepared target = detector.prepare(picture);
                Prepared example = detector.prepare(recorded.picture("query_image"))) {
            inputs.same("pixel_values", target.pixelValues());
            inputs.same("query_pixel_values", example.pixelValues());
        }
        encoder(recorded, engine);
        Stage chosen = new Stage(recorded, "choice of the query");
        ExampleQuery query = ExampleQuery.choose(
                        recorded.tensor("query_class_embeds"), recorded.tensor("query_pred_boxes"))
                .orElseThrow();
        chosen.equal("best_box_index", recorded.expected("best_box_index").asInt(), query.box());
        chosen.same("query_embeds", query.embedding());
        chosen.equal(
                "best_box_index from the graph",
                query.box(),
                detector.encode(recorded.tensor("query_pixel_values"), new Cancellation())
                        .orElseThrow()
                        .box());
        new Stage(recorded, "raw outputs").equal("tensors compared", 2, RawOutputs.check(recorded, engine));
        double iou = recorded.input("nms_threshold").asDouble();
        List<GuidedBox> found = detector.read(
                recorded.tensor("logits"),
                recorded.tensor("target_pred_boxes"),
                boxes.sizes().get(0),
                boxes.threshold(),
                iou);
        boxes.same(
                "detections",
                recorded.expected("detections"),
                found.stream().map(b -> Found.of(b.strength(), b.box())).toList());
        boxes.same(
                "detections_probability",
                recorded.expected("detections_probability"),
                found.stream()
                        .map(b -> Found.of(b.score(), b.box()).ofQuery(b.query()))
                        .toList());
        new Stage(recorded, "whole way")
                .equal(
                        "number of detections",
                        found.size(),
                        detector.detect(picture, query, boxes.threshold(), iou, new Cancellation())
                                .size());
    }

    /** Recorded under other names than the graph's, which would be those of the other graph. */
    private static void encoder(ParityCase recorded, OnnxEngine engine) {
        OnnxOutputs outputs = engine.model(recorded.model().orElseThrow().graph(OwlExampleDetector.ENCODER))
                .run(Map.of("query_pixel_values", recorded.tensor("query_pixel_values")));
        Stage stage = new Stage(recorded, "raw outputs of " + OwlExampleDetector.ENCODER);
        stage.same("query_class_embeds", outputs.get("class_embeds"));
        stage.same("query_pred_boxes", outputs.get("pred_boxes"));
    }
}
