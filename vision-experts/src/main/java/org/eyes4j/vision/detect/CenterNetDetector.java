package org.eyes4j.vision.detect;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.TensorImage;
import org.eyes4j.vision.picture.TensorImage.Layout;
import org.eyes4j.vision.picture.TriangleFilter;

/**
 * Objects as points (Zhou et al., 2019): the network itself picks the peaks, so its rows {@code x1, y1, x2, y2, score, class}, in
 * pixels of its input, only want scaling and a last suppression.
 */
final class CenterNetDetector implements BoxDetector {
    private final Model model;

    CenterNetDetector(Model model) {
        this.model = model;
    }

    @Override
    public List<String> labels() {
        return model.labels();
    }

    @Override
    public List<Detection> detect(Raster picture, double threshold, Cancellation cancellation) {
        Parameters pre = model.preprocess();
        Parameters post = model.postprocess();
        int width = pre.integer("width");
        int height = pre.integer("height");
        String output = post.text("detections");
        TensorImage input =
                TensorImage.of(width, height).with(new TriangleFilter()).with(Layout.NHWC);
        try (TensorImage.Prepared prepared =
                input.apply(picture.overWhite(), model.engine().pool())) {
            Tensor rows = model.graph("model")
                    .run(Map.of(pre.text("input"), prepared.tensor()), List.of(output), cancellation)
                    .requireFinite()
                    .get(output);
            List<Detection> found = read(
                    rows.floats(), threshold, (double) picture.width() / width, (double) picture.height() / height);
            return NonMaximumSuppression.perLabel(
                    found.stream()
                            .map(d -> d.withBox(d.box().clip(picture.width(), picture.height())))
                            .toList(),
                    post.number("iou_threshold", 0.5),
                    100);
        }
    }

    private List<Detection> read(FloatBuffer rows, double threshold, double sx, double sy) {
        List<Detection> found = new ArrayList<>();
        for (int at = 0; at + 6 <= rows.limit(); at += 6) {
            int label = Math.round(rows.get(at + 5));
            boolean ordered = rows.get(at + 2) > rows.get(at) && rows.get(at + 3) > rows.get(at + 1);
            if (rows.get(at + 4) >= threshold
                    && ordered
                    && label >= 0
                    && label < model.labels().size()) {
                found.add(Detection.of(
                        model.labels().get(label),
                        Math.min(1, rows.get(at + 4)),
                        new BoundingBox(
                                rows.get(at) * sx,
                                rows.get(at + 1) * sy,
                                rows.get(at + 2) * sx,
                                rows.get(at + 3) * sy)));
            }
        }
        return found;
    }
}
