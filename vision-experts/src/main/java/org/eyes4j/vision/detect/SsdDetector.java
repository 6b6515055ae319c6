package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.picture.TensorImage;
import org.eyes4j.vision.picture.TensorImage.Layout;
import org.eyes4j.vision.picture.TriangleFilter;

/** A single-shot detector: the picture, stretched, in one pass; squares of an elongated one in some more. */
final class SsdDetector implements BoxDetector {
    private final Model model;
    private final OnnxModel graph;
    private final TensorImage input;
    private final String picture;
    private final String scores;
    private final String places;

    SsdDetector(Model model) {
        Parameters pre = model.preprocess();
        this.model = model;
        this.graph = model.graph("detector");
        this.picture = pre.text("input");
        this.scores = model.postprocess().text("scores");
        this.places = model.postprocess().text("boxes");
        this.input = TensorImage.of(pre.integer("width"), pre.integer("height"))
                // Looks at every pixel: skipping some loses things (seen: a cup and a person of twelve).
                .with(new TriangleFilter())
                .with(pre.text("layout", "NHWC").equals("NHWC") ? Layout.NHWC : Layout.NCHW);
    }

    @Override
    public List<String> labels() {
        return model.labels();
    }

    @Override
    public List<Detection> detect(Raster picture, double threshold, Cancellation cancellation) {
        Raster upright = picture.overWhite();
        SsdBoxes boxes = SsdBoxes.of(model.postprocess(), threshold);
        List<Detection> found = new ArrayList<>();
        for (BoundingBox view : Views.of(picture.width(), picture.height())) {
            look(upright, view, boxes, cancellation).stream()
                    .filter(d -> !Views.isCut(d.box(), view, picture.width(), picture.height()))
                    .forEach(found::add);
        }
        return boxes.single(found);
    }

    private List<Detection> look(Raster upright, BoundingBox view, SsdBoxes boxes, Cancellation cancellation) {
        try (TensorImage.Prepared prepared =
                        input.apply(upright, view, model.engine().pool());
                OnnxOutputs outputs =
                        graph.runPooled(Map.of(picture, prepared.tensor()), List.of(scores, places), cancellation)) {
            return boxes.read(outputs.get(scores), outputs.requireFinite(places), model.labels(), view);
        }
    }
}
