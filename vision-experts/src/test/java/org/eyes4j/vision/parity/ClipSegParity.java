package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.dual.ClipSeg;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.token.HubTokenizer;

/** CLIPSeg, prompted by texts or by a picture. */
final class ClipSegParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(f -> f == HubFamily.CLIPSEG).isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        Compared compared = new Compared(recorded);
        compared.pictures();
        Raster picture = recorded.picture("image");
        try (ClipSeg model = ClipSeg.of(recorded.model().orElseThrow(), engine, DualParity.options(recorded))) {
            List<float[]> wholeWay;
            if (recorded.input("texts").isArray()) {
                List<String> texts = StreamSupport.stream(
                                recorded.input("texts").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
                HubTokenizer.Batch tokens = model.tokens(texts);
                compared.same("texts to tokens", "input_ids", tokens.ids());
                if (recorded.has("attention_mask")) {
                    compared.same("texts to tokens", "attention_mask", tokens.attention());
                }
                compared.same(
                        "raw outputs, the picture once for all texts",
                        "logits",
                        model.logits(recorded.tensor("pixel_values"), tokens, new Cancellation()));
                wholeWay = model.byTexts(picture, texts, new Cancellation());
            } else {
                wholeWay = List.of(model.byExample(picture, recorded.picture("prompt_image"), new Cancellation()));
            }
            new Stage(recorded, "raw outputs").equal("tensors compared", 1, RawOutputs.check(recorded, engine));
            compared.tensor("logits");
            masks(
                    recorded,
                    "logits to masks",
                    ClipSeg.probabilities(recorded.tensor("logits"), picture.width(), picture.height()),
                    picture);
            masks(recorded, "whole way", wholeWay, picture);
        }
        compared.result("masks", "upsample");
        compared.all();
    }

    private static void masks(ParityCase recorded, String name, List<float[]> planes, Raster picture) {
        Stage stage = new Stage(recorded, name);
        JsonNode expected = recorded.expected("masks");
        stage.equal("masks", expected.size(), planes.size());
        double threshold = recorded.input("threshold").asDouble(0.5);
        double tolerance = recorded.json()
                .path("tolerance")
                .path("probability")
                .path("abs")
                .asDouble(0);
        for (int i = 0; i < planes.size(); i++) {
            float[] plane = planes.get(i);
            Pixels.same(
                    stage,
                    "mask " + i,
                    expected.path(i),
                    ClipSeg.mask(plane, picture.width(), picture.height(), threshold));
            float largest = 0;
            for (float p : plane) {
                largest = Math.max(largest, p);
            }
            stage.near(
                    "max_probability " + i,
                    expected.path(i).path("max_probability").asDouble(),
                    largest,
                    tolerance);
        }
    }
}
