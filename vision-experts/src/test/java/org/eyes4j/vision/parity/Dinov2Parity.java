package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.features.FeatureModel;
import org.eyes4j.vision.features.PictureFeatures;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.OnnxEngine;

/** DINOv2: pictures, last hidden states, and the vectors of the whole and of the mean patch. */
final class Dinov2Parity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(HubFamily.DINOV2::equals).isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        PixelValues.check(recorded);
        RawOutputs.check(recorded, engine);
        FeatureModel model = FeatureModel.of(recorded.model().orElseThrow(), engine);
        check(
                recorded,
                "raw outputs to vectors",
                new PictureFeatures(recorded.tensor("last_hidden_state"), model.registers()),
                1);
        check(recorded, "picture to vectors", model.features(recorded.picture("image"), new Cancellation()), 2);
    }

    private static void check(ParityCase recorded, String name, PictureFeatures features, double slack) {
        Stage stage = new Stage(recorded, name);
        double tolerance =
                recorded.json().path("tolerance").path("features").path("abs").asDouble(0) * slack;
        check(stage, "cls", recorded.expected("cls"), features.whole(), tolerance);
        check(stage, "mean_patch", recorded.expected("mean_patch"), features.meanPatch(), tolerance);
    }

    private static void check(Stage stage, String what, JsonNode wanted, float[] actual, double tolerance) {
        stage.equal(what + " dimensions", wanted.size(), actual.length);
        for (int i = 0; i < actual.length; i++) {
            stage.near(what + "[" + i + "]", wanted.path(i).asDouble(), actual[i], tolerance);
        }
    }
}
