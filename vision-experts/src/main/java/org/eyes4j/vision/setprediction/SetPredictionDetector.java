package org.eyes4j.vision.setprediction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubGraph;
import org.eyes4j.vision.hub.HubLabels;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;

/** DETR, YOLOS and RT-DETR: boxes of a closed vocabulary in one pass, without suppression. Thread-safe. */
public final class SetPredictionDetector {
    private static final String LOGITS = "logits";
    private static final String BOXES = "pred_boxes";
    private static final String MASK = "pixel_mask";

    private final HubGraph graph;
    private final ImageProcessor processor;
    private final ClosedSetRule rule;
    private final List<String> labels;

    private SetPredictionDetector(HubGraph graph, ImageProcessor processor, ClosedSetRule rule, List<String> labels) {
        this.graph = graph;
        this.processor = processor;
        this.rule = rule;
        this.labels = labels;
    }

    /**
     * The detector of a repository.
     *
     * @throws HubException if it holds another family, or a file is missing or of another form
     */
    public static SetPredictionDetector of(HubFiles files, OnnxEngine engine) {
        HubFamily family = HubFamily.of(files);
        ClosedSetRule rule = switch (family) {
            case DETR, YOLOS -> ClosedSetRule.SOFTMAX;
            case RT_DETR -> ClosedSetRule.SIGMOID_PAIRS;
            default ->
                throw new HubException(files.name() + ": expected a detector of a closed vocabulary (detr, yolos,"
                        + " rt-detr), config.json says it is " + family.id());
        };
        return new SetPredictionDetector(
                HubGraph.open(files, engine, "model"), ImageProcessors.read(files), rule, HubLabels.of(files));
    }

    /** By class index; empty for classes that the model never means. */
    public List<String> labels() {
        return labels;
    }

    /** The first third: pictures to tensors. */
    public Prepared prepare(List<Raster> pictures) {
        return processor.prepare(pictures);
    }

    /** What the graph is fed with. */
    public Map<String, Tensor> inputs(Prepared prepared) {
        graph.taking(List.of("pixel_values"), List.of(MASK)).giving(LOGITS, BOXES);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("pixel_values", prepared.pixelValues());
        graph.input(MASK).ifPresent(mask -> inputs.put(MASK, PixelMask.of(mask, prepared)));
        return inputs;
    }

    /** The last third: raw outputs to boxes that score more than the threshold, for each picture. */
    public List<List<FoundBox>> read(Tensor logits, Tensor boxes, List<PictureSize> sizes, double threshold) {
        return rule.read(logits, boxes, sizes, threshold);
    }

    /** All of it. */
    public List<List<FoundBox>> detect(List<Raster> pictures, double threshold, Cancellation cancellation) {
        try (Prepared prepared = prepare(pictures)) {
            OnnxOutputs outputs = graph.run(inputs(prepared), List.of(LOGITS, BOXES), cancellation)
                    .requireFinite();
            return read(
                    outputs.get(LOGITS),
                    outputs.get(BOXES),
                    pictures.stream().map(PictureSize::of).toList(),
                    threshold);
        }
    }
}
