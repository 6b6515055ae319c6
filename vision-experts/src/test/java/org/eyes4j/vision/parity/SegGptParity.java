package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.incontext.InContextModel;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.scene.SegmentMap;

/** SegGPT: an example's mask in palette colours, and the answer back to classes. */
final class SegGptParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(f -> f == HubFamily.SEGGPT).isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        InContextModel model = InContextModel.of(recorded.model().orElseThrow(), engine);
        Raster picture = recorded.picture("image");
        JsonNode given = recorded.input("num_labels");
        OptionalInt labels = given.isInt() ? OptionalInt.of(given.asInt()) : OptionalInt.empty();
        PixelValues.check(recorded);
        Stage inputs = new Stage(recorded, "pictures to tensors");
        try (Prepared prepared = model.picture(picture);
                Prepared example = model.picture(recorded.picture("prompt_image"));
                Prepared mask = model.mask(classes(recorded.picture("prompt_mask")), labels)) {
            inputs.same("pixel_values", prepared.pixelValues());
            inputs.same("prompt_pixel_values", example.pixelValues());
            inputs.same("prompt_masks", mask.pixelValues());
        }
        Tensor answer = model.run(
                recorded.tensor("pixel_values"),
                recorded.tensor("prompt_pixel_values"),
                recorded.tensor("prompt_masks"),
                new Cancellation());
        new Stage(recorded, "raw outputs").same("pred_masks", answer);
        Stage stage = new Stage(recorded, "segmentation");
        SegmentMap map = model.classes(recorded.tensor("pred_masks"), 0, labels, picture.width(), picture.height());
        long allowed = recorded.expected("borderline_px").asLong() + 2;
        if (labels.isPresent()) {
            Scenes.maps(stage, "segmentation", map, allowed);
            Scenes.classes(stage, recorded.expected("values"), map, allowed);
        } else {
            levels(stage, map);
        }
    }

    /** Without a palette levels are cut off to whole numbers, so that rounding may move them by one. */
    private static void levels(Stage stage, SegmentMap map) {
        Tensor wanted = stage.of().tensor("segmentation");
        int[] ids = map.ids();
        stage.same("segmentation", wanted, Tensor.of(ids, map.height(), map.width()), 1);
        int known = 0;
        for (var e : stage.of().expected("values").properties()) {
            known += e.getValue().asInt();
        }
        stage.equal("values, pixels", known, ids.length);
        double[] levels = Stage.values(wanted);
        stage.of()
                .expected("values")
                .properties()
                .forEach(e -> stage.equal(
                        "recorded pixels of level " + e.getKey(),
                        e.getValue().asLong(),
                        java.util.Arrays.stream(levels)
                                .filter(l -> l == Double.parseDouble(e.getKey()))
                                .count()));
    }

    private static SegmentMap classes(Raster mask) {
        int[] classes = new int[mask.width() * mask.height()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = mask.at(i % mask.width(), i / mask.width(), 0);
        }
        return new SegmentMap(mask.width(), mask.height(), classes);
    }
}
