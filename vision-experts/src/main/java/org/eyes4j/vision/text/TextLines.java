package org.eyes4j.vision.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.Interpolation;
import org.eyes4j.vision.picture.Scaling;
import org.eyes4j.vision.picture.TensorImage;

/** Finds the lines of text in a picture: PP-OCR's detector and what turns its map into boxes. Stateless. */
final class TextLines {
    private final Model model;

    TextLines(Model model) {
        this.model = model;
    }

    /** Boxes in the picture's pixels, each with how sure the detector is. */
    List<TextMap.Scored> find(Raster picture, Cancellation cancellation) {
        Parameters pre = model.preprocess().nested("detector");
        Parameters post = model.postprocess().nested("detector");
        int multiple = pre.integer("multiple", 32);
        int maxSide = pre.integer("max_side", 960);
        double scale = Math.min(1, (double) maxSide / Math.max(picture.width(), picture.height()));
        int width = round(picture.width() * scale, multiple);
        int height = round(picture.height() * scale, multiple);
        TensorImage input = TensorImage.of(width, height)
                .with(scale < 0.5 ? Interpolation.AREA : Interpolation.BILINEAR)
                .with(scaling(pre))
                .withBgr();
        String output = post.text("output");
        try (TensorImage.Prepared prepared = input.apply(picture, model.engine().pool())) {
            Tensor map = model.graph("detector")
                    .run(Map.of(pre.text("input"), prepared.tensor()), List.of(output), cancellation)
                    .get(output);
            TextMap boxes = new TextMap(
                    post.number("threshold", 0.3),
                    post.number("box_threshold", 0.5),
                    post.number("unclip", 1.6),
                    post.number("minimum_side", 3),
                    post.integer("maximum_boxes", 1000));
            double sx = (double) picture.width() / width;
            double sy = (double) picture.height() / height;
            List<TextMap.Scored> found = new ArrayList<>();
            for (TextMap.Scored box : boxes.boxes(map)) {
                found.add(new TextMap.Scored(box.box().scale(sx, sy), box.score()));
            }
            return found;
        }
    }

    /** The manifest gives means in the order of the network's channels, blue first; {@link Scaling} wants red first. */
    private static Scaling scaling(Parameters pre) {
        List<Double> mean = pre.numbers("mean");
        List<Double> std = pre.numbers("std");
        return new Scaling(
                1 / pre.number("scale", 255),
                List.of(mean.get(2), mean.get(1), mean.get(0)),
                List.of(std.get(2), std.get(1), std.get(0)));
    }

    private static int round(double size, int multiple) {
        return Math.max(multiple, (int) Math.round(size / multiple) * multiple);
    }
}
