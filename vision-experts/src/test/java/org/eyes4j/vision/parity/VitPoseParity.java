package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.CropFrame;
import org.eyes4j.vision.hub.image.PersonCrops;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.pose.VitPose;

/** ViTPose: cuts of boxes, heat maps, and key points with and without a threshold. */
final class VitPoseParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(HubFamily.VITPOSE::equals).isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        HubFiles files = recorded.model().orElseThrow();
        List<BoundingBox> boxes = new ArrayList<>();
        for (JsonNode box : recorded.input("boxes_xywh")) {
            boxes.add(BoundingBox.ofXywh(
                    box.path(0).asDouble(),
                    box.path(1).asDouble(),
                    box.path(2).asDouble(),
                    box.path(3).asDouble()));
        }
        Raster picture = PixelValues.picture(recorded, "image");
        try (Tensor cuts = PersonCrops.read(files).prepare(picture, boxes)) {
            new Stage(recorded, "pictures to tensors").same("pixel_values", cuts);
        }
        RawOutputs.check(recorded, engine);
        VitPose model = VitPose.of(files, engine);
        check(
                new Stage(recorded, "raw outputs to poses"),
                model,
                boxes,
                model.read(recorded.tensor("heatmaps"), boxes));
        check(
                new Stage(recorded, "picture to poses"),
                model,
                boxes,
                model.estimate(picture, boxes, new Cancellation()));
    }

    private static void check(Stage stage, VitPose model, List<BoundingBox> boxes, List<List<Keypoint>> poses) {
        double threshold = stage.of().input("threshold").asDouble();
        stage.equal("poses", stage.of().expected("poses").size(), poses.size());
        for (int i = 0; i < poses.size(); i++) {
            List<Keypoint> all = poses.get(i);
            check(stage, "poses", i, all, all);
            check(
                    stage,
                    "poses_thresholded",
                    i,
                    all,
                    all.stream().filter(k -> k.score() > threshold).toList());
            CropFrame frame = model.frame(boxes.get(i));
            // The reference gives a cut's centre and scale as if they were a box of corner and size.
            double[] box = {
                frame.centreX(),
                frame.centreY(),
                frame.centreX() + frame.scaleX() - 1,
                frame.centreY() + frame.scaleY() - 1
            };
            for (int c = 0; c < 4; c++) {
                for (String which : List.of("poses", "poses_thresholded")) {
                    stage.near(
                            which + "[" + i + "].bbox[" + c + "]",
                            stage.of()
                                    .expected(which)
                                    .path(i)
                                    .path("bbox")
                                    .path(c)
                                    .asDouble(),
                            box[c],
                            1e-3);
                }
            }
        }
    }

    private static void check(Stage stage, String which, int pose, List<Keypoint> all, List<Keypoint> kept) {
        JsonNode tolerance = stage.of().json().path("tolerance");
        double pixels = tolerance.path("keypoints").path("abs_px").asDouble(0);
        double score = tolerance.path("score").path("abs").asDouble(0);
        JsonNode wanted = stage.of().expected(which).path(pose);
        String what = which + "[" + pose + "]";
        stage.equal(what + " points", wanted.path("keypoints").size(), kept.size());
        for (int k = 0; k < kept.size(); k++) {
            Keypoint point = kept.get(k);
            String where = what + ".keypoints[" + k + "]";
            stage.near(where + ".x", wanted.path("keypoints").path(k).path(0).asDouble(), point.x(), pixels);
            stage.near(where + ".y", wanted.path("keypoints").path(k).path(1).asDouble(), point.y(), pixels);
            stage.near(where + ".score", wanted.path("scores").path(k).asDouble(), point.score(), score);
            stage.equal(where + ".label", wanted.path("labels").path(k).asInt(), all.indexOf(point));
        }
    }
}
