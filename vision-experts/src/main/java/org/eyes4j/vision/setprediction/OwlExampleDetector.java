package org.eyes4j.vision.setprediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubGraph;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;

/**
 * OWL-ViT and OWLv2 shown an example picture. It needs two graphs that hub exports do not have:
 * {@value #ENCODER} ({@code query_pixel_values → class_embeds, pred_boxes}) and {@value #DETECTOR}
 * ({@code pixel_values, query_embeds → logits, target_pred_boxes}). Thread-safe.
 */
public final class OwlExampleDetector {
    /** The graph that encodes an example picture. */
    public static final String ENCODER = "image_query_encoder";
    /** The graph that looks for it. */
    public static final String DETECTOR = "image_guided_detector";

    private static final String EXAMPLE = "query_pixel_values";
    private static final String EMBEDDINGS = "class_embeds";
    private static final String EXAMPLE_BOXES = "pred_boxes";
    private static final String PIXELS = "pixel_values";
    private static final String QUERY = "query_embeds";
    private static final String LOGITS = "logits";
    private static final String BOXES = "target_pred_boxes";

    private final HubGraph encoder;
    private final HubGraph detector;
    private final ImageProcessor processor;
    private final boolean padded;

    private OwlExampleDetector(HubGraph encoder, HubGraph detector, ImageProcessor processor, boolean padded) {
        this.encoder = encoder;
        this.detector = detector;
        this.processor = processor;
        this.padded = padded;
    }

    /** Whether a repository has the two graphs. */
    public static boolean isIn(HubFiles files) {
        return files.hasGraph(ENCODER) && files.hasGraph(DETECTOR);
    }

    /**
     * The detector of a repository.
     *
     * @throws HubException if it holds another family, or a file is missing or of another form
     */
    public static OwlExampleDetector of(HubFiles files, OnnxEngine engine) {
        boolean padded = OwlDetector.padsPictures(files);
        return new OwlExampleDetector(
                HubGraph.open(files, engine, ENCODER),
                HubGraph.open(files, engine, DETECTOR),
                ImageProcessors.read(files),
                padded);
    }

    /** The first third, for examples and for pictures to search. */
    public Prepared prepare(Raster picture) {
        return processor.prepare(picture);
    }

    /** What an example picture asks for; nothing where no box covers it. */
    public Optional<ExampleQuery> encode(Tensor pixels, Cancellation cancellation) {
        encoder.taking(List.of(EXAMPLE), List.of()).giving(EMBEDDINGS, EXAMPLE_BOXES);
        OnnxOutputs outputs = encoder.run(Map.of(EXAMPLE, pixels), List.of(EMBEDDINGS, EXAMPLE_BOXES), cancellation)
                .requireFinite();
        return ExampleQuery.choose(outputs.get(EMBEDDINGS), outputs.get(EXAMPLE_BOXES));
    }

    /** What an example picture, cut to the thing it shows, asks for; nothing where no box covers it. */
    public Optional<ExampleQuery> encode(Raster example, Cancellation cancellation) {
        try (Prepared prepared = prepare(example)) {
            return encode(prepared.pixelValues(), cancellation);
        }
    }

    /**
     * The last third: raw outputs to boxes that score at least the threshold, in order of boxes.
     *
     * @param iouThreshold a box that overlaps a better one by more is dropped; 1 keeps all
     */
    public List<GuidedBox> read(Tensor logits, Tensor boxes, PictureSize size, double threshold, double iouThreshold) {
        CentreBoxes places = OwlRule.check(logits, boxes, 1);
        List<FoundBox> best = OwlRule.best(logits, places, 0, padded ? size.square() : size);
        return GuidedRule.read(new ArrayList<>(best), places, 0, threshold, iouThreshold);
    }

    /** All of it, for one picture and one example. */
    public List<GuidedBox> detect(
            Raster picture, ExampleQuery query, double threshold, double iouThreshold, Cancellation cancellation) {
        detector.taking(List.of(PIXELS, QUERY), List.of()).giving(LOGITS, BOXES);
        try (Prepared prepared = prepare(picture)) {
            OnnxOutputs outputs = detector.run(
                            Map.of(PIXELS, prepared.pixelValues(), QUERY, query.embedding()),
                            List.of(LOGITS, BOXES),
                            cancellation)
                    .requireFinite();
            return read(outputs.get(LOGITS), outputs.get(BOXES), PictureSize.of(picture), threshold, iouThreshold);
        }
    }
}
