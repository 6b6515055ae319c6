package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.parity.Boxes.Found;
import org.eyes4j.vision.setprediction.Caption;
import org.eyes4j.vision.setprediction.GroundingDino;
import org.eyes4j.vision.token.EncodedText;

/** Grounding DINO. */
final class GroundingDinoParity implements FamilyParity {
    private static final List<String> INPUTS =
            List.of("pixel_values", "input_ids", "token_type_ids", "attention_mask", "pixel_mask");

    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(HubFamily.GROUNDING_DINO::equals).isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        if (recorded.tensors().isEmpty() && DefaultShapes.check(recorded) > 0) {
            return;
        }
        Boxes boxes = new Boxes(recorded);
        boxes.onlyExpects("detections", "logits_width");
        try (GroundingDino detector = GroundingDino.of(recorded.model().orElseThrow(), engine)) {
            Caption caption = caption(recorded);
            EncodedText tokens = detector.tokens(caption);
            Stage inputs = new Stage(recorded, "picture and text to tensors");
            inputs.equal("merged_text", recorded.input("merged_text").asText(), caption.text());
            try (Prepared prepared = detector.prepare(boxes.pictures())) {
                Map<String, Tensor> fed = detector.inputs(prepared, tokens);
                inputs.equal("inputs", INPUTS.size(), fed.size());
                fed.forEach(inputs::same);
            }
            raw(recorded, engine);
            List<Found> found = detector
                    .read(
                            recorded.tensor("logits"),
                            recorded.tensor("pred_boxes"),
                            tokens.ids(),
                            boxes.sizes().get(0),
                            boxes.threshold(),
                            recorded.input("text_threshold").asDouble())
                    .stream()
                    .map(b -> Found.of(b.score(), b.box()).labelled(-1, b.phrase()))
                    .toList();
            boxes.same("detections", recorded.expected("detections"), found);
            new Stage(recorded, "whole way")
                    .equal(
                            "number of detections",
                            found.size(),
                            detector.detect(
                                            boxes.pictures().get(0),
                                            caption,
                                            boxes.threshold(),
                                            recorded.input("text_threshold").asDouble(),
                                            new Cancellation())
                                    .size());
        }
    }

    private static Caption caption(ParityCase recorded) {
        JsonNode text = recorded.input("text");
        return text.isArray()
                ? Caption.of(StreamSupport.stream(text.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList())
                : Caption.whole(text.asText());
    }

    /** Of the logits only as many columns are recorded as the caption has tokens; beyond them they say "never". */
    private static void raw(ParityCase recorded, OnnxEngine engine) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        INPUTS.forEach(name -> inputs.put(name, recorded.tensor(name)));
        OnnxOutputs outputs =
                engine.model(recorded.model().orElseThrow().graph("model")).run(inputs);
        Stage stage = new Stage(recorded, "raw outputs");
        stage.same("pred_boxes", outputs.get("pred_boxes"));
        Tensor logits = outputs.get("logits");
        stage.equal("logits_width", recorded.expected("logits_width").asInt(logits.dim(2)), logits.dim(2));
        int columns = recorded.tensor("logits").dim(2);
        float[] all = logits.toFloatArray();
        float[] kept = new float[logits.dim(1) * columns];
        for (int i = 0; i < all.length; i++) {
            int column = i % logits.dim(2);
            if (column < columns) {
                kept[i / logits.dim(2) * columns + column] = all[i];
            } else {
                stage.equal("logits[" + i + "]", Float.NEGATIVE_INFINITY, all[i]);
            }
        }
        stage.same("logits", Tensor.of(kept, 1, logits.dim(1), columns));
    }
}
