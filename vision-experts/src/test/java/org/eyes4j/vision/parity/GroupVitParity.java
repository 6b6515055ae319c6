package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.dual.GroupVit;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.token.HubTokenizer;

/** GroupViT: zero-shot segmentation. */
final class GroupVitParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(f -> f == HubFamily.GROUPVIT).isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        Compared compared = new Compared(recorded);
        compared.pictures();
        Raster picture = recorded.picture("image");
        List<String> texts = StreamSupport.stream(recorded.input("texts").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        try (GroupVit model = GroupVit.of(recorded.model().orElseThrow(), engine, DualParity.options(recorded))) {
            HubTokenizer.Batch tokens = model.tokens(texts);
            compared.same("texts to tokens", "input_ids", tokens.ids());
            if (recorded.has("attention_mask")) {
                compared.same("texts to tokens", "attention_mask", tokens.attention());
            }
            new Stage(recorded, "raw outputs").equal("tensors compared", 2, RawOutputs.check(recorded, engine));
            compared.tensor("segmentation_logits");
            compared.tensor("logits_per_image");
            compared.near("logits to scores", "scores", GroupVit.scores(recorded.tensor("logits_per_image")));
            classes(
                    recorded,
                    "logits to classes",
                    GroupVit.classes(recorded.tensor("segmentation_logits"), picture.width(), picture.height()));
            GroupVit.Labelled labelled = model.label(picture, texts, new Cancellation());
            compared.near("whole way", "scores", labelled.scores());
            classes(recorded, "whole way", labelled.classes());
        }
        compared.tensor("segmentation");
        compared.result("classes_present", "borderline_px", "note");
        compared.all();
    }

    private static void classes(ParityCase recorded, String name, int[] actual) {
        Stage stage = new Stage(recorded, name);
        double[] wanted = Stage.values(recorded.tensor("segmentation"));
        int allowed = recorded.expected("borderline_px").asInt() + 2;
        stage.equal("segmentation, pixels", wanted.length, actual.length);
        int off = 0;
        int[] counts = new int[256];
        for (int i = 0; i < actual.length; i++) {
            off += wanted[i] == actual[i] ? 0 : 1;
            counts[actual[i]]++;
        }
        stage.near("segmentation, pixels that differ", 0, off, allowed);
        JsonNode present = recorded.expected("classes_present");
        for (int c = 0; c < counts.length; c++) {
            stage.near("pixels of class " + c, present.path(Integer.toString(c)).asInt(0), counts[c], allowed);
        }
    }
}
