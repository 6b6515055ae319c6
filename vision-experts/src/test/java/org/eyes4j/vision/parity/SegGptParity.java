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
        if (recorded.input("feature_ensemble").asBoolean()) {
            together(recorded, model);
            return;
        }
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

    /** Several examples of one picture, whose features are averaged. */
    private static void together(ParityCase recorded, InContextModel model) {
        Raster picture = recorded.picture("image");
        OptionalInt labels = OptionalInt.of(recorded.input("num_labels").asInt());
        Stage inputs = new Stage(recorded, "pictures to tensors");
        JsonNode pictures = recorded.input("prompt_images");
        for (int i = 0; i < pictures.size(); i++) {
            Raster mask =
                    recorded.pictureAt(recorded.input("prompt_masks").get(i).asText());
            row(
                    inputs,
                    "prompt_pixel_values",
                    i,
                    model.picture(recorded.pictureAt(pictures.get(i).asText())));
            row(inputs, "prompt_masks", i, model.mask(classes(mask), labels));
        }
        inputs.same("pixel_values", model.picture(picture).pixelValues());
        Tensor answer = model.together(
                recorded.tensor("pixel_values"),
                recorded.tensor("prompt_pixel_values"),
                recorded.tensor("prompt_masks"),
                new Cancellation());
        new Stage(recorded, "raw outputs").same("pred_masks", answer);
        Stage stage = new Stage(recorded, "segmentation");
        SegmentMap map = model.classes(recorded.tensor("pred_masks"), 0, labels, picture.width(), picture.height());
        long allowed = recorded.expected("borderline_px").asLong() + 2;
        Scenes.maps(stage, "segmentation", map, allowed);
        Scenes.classes(stage, recorded.expected("values"), map, allowed);
    }

    private static void row(Stage stage, String tensor, int row, Prepared actual) {
        Tensor all = stage.of().tensor(tensor);
        int size = all.size() / all.dim(0);
        var part = all.floats().slice(row * size, size);
        Tensor wanted = Tensor.write(out -> out.put(part), 1, all.dim(1), all.dim(2), all.dim(3));
        stage.same(
                tensor + ", row " + row,
                wanted,
                actual.pixelValues(),
                stage.of().tolerance(tensor));
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
