package org.eyes4j.vision.scene;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/**
 * The one graph of a repository that divides pictures: SegFormer, MaskFormer, Mask2Former or DETR with masks. Names of inputs
 * and outputs are the session's. Thread-safe.
 */
public final class SceneGraph {
    /** The side to which Mask2Former's masks are enlarged before they are read, in the reference for every model. */
    private static final int MASK2FORMER_SIDE = 384;

    private static final String PIXELS = "pixel_values";
    private static final String PIXEL_MASK = "pixel_mask";

    private final String name;
    private final HubFamily family;
    private final OnnxModel graph;

    private SceneGraph(String name, HubFamily family, OnnxModel graph) {
        this.name = name;
        this.family = family;
        this.graph = graph;
    }

    /**
     * The graph of a repository. Nothing is loaded yet.
     *
     * @throws HubException if the repository is of another family or has no graph
     */
    public static SceneGraph of(HubFiles files, OnnxEngine engine) {
        HubFamily family = HubFamily.of(files);
        return switch (family) {
            case SEGFORMER, MASKFORMER, MASK2FORMER, DETR ->
                new SceneGraph(files.name(), family, engine.model(files.graph("model")));
            default ->
                throw new HubException(files.name() + ": expected a model_type of config.json that divides pictures"
                        + " (segformer, maskformer, mask2former, detr), found " + family.id());
        };
    }

    /** Whether it gives one class a pixel and nothing else: no instances, no segments. */
    public boolean isPixelwise() {
        return family == HubFamily.SEGFORMER;
    }

    /**
     * Runs the graph.
     *
     * @param pixelValues {@code [pictures, 3, height, width]}
     * @param pixelMask 1 where there is picture; left out, or ones of the graph's own size, as the graph declares
     * @return every output, finite
     */
    public Map<String, Tensor> run(Tensor pixelValues, Optional<Tensor> pixelMask, Cancellation cancellation) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (TensorSpec input : graph.inputs()) {
            switch (input.name()) {
                case PIXELS -> inputs.put(PIXELS, pixelValues);
                case PIXEL_MASK -> inputs.put(PIXEL_MASK, mask(input, pixelMask, pixelValues));
                default ->
                    throw new HubException(name + ": expected the inputs " + PIXELS + " and " + PIXEL_MASK + " in "
                            + graph.path().getFileName() + ", found " + graph.inputs());
            }
        }
        return graph.run(inputs, List.of(), cancellation).requireFinite().asMap();
    }

    private static Tensor mask(TensorSpec input, Optional<Tensor> given, Tensor pixels) {
        if (given.isPresent() && input.accepts(given.get().shape())) {
            return given.get();
        }
        // Some exports take a mask of a size of their own; a picture without padding has ones everywhere.
        long[] shape = new long[] {pixels.dim(0), pixels.dim(2), pixels.dim(3)};
        for (int d = 0; d < input.rank() && d < shape.length; d++) {
            shape[d] = input.shape().get(d) > 0 ? input.shape().get(d) : shape[d];
        }
        long[] ones = new long[Math.toIntExact(shape[0] * shape[1] * shape[2])];
        Arrays.fill(ones, 1);
        return Tensor.of(ones, shape);
    }

    /** What a mask classifier said of a picture of the batch. */
    public MaskQueries queries(Map<String, Tensor> outputs, int picture) {
        MaskQueries queries = MaskQueries.of(
                output(outputs, "class_queries_logits", "logits"),
                output(outputs, "masks_queries_logits", "pred_masks"),
                picture);
        return family == HubFamily.MASK2FORMER ? queries.resized(MASK2FORMER_SIDE, MASK2FORMER_SIDE) : queries;
    }

    /** The class of each pixel of a picture of this size. */
    public SegmentMap semantic(Map<String, Tensor> outputs, int picture, int width, int height) {
        return classes(outputs, picture).at(width, height);
    }

    /** Scores of classes at the model's own resolution. */
    BestPlane classes(Map<String, Tensor> outputs, int picture) {
        return isPixelwise()
                ? pixelwise(output(outputs, "logits"), picture)
                : queries(outputs, picture).classes();
    }

    private static BestPlane pixelwise(Tensor logits, int picture) {
        if (logits.shape().size() != 4 || logits.dim(0) <= picture) {
            throw new HubException("Expected logits [pictures, classes, height, width] of at least " + (picture + 1)
                    + " pictures, found " + logits.shape());
        }
        float[] planes = new float[logits.dim(1) * logits.dim(2) * logits.dim(3)];
        logits.floats().get(picture * planes.length, planes);
        return new BestPlane(planes, logits.dim(1), logits.dim(3), logits.dim(2));
    }

    private Tensor output(Map<String, Tensor> outputs, String... names) {
        for (String candidate : names) {
            Tensor tensor = outputs.get(candidate);
            if (tensor != null) {
                return tensor;
            }
        }
        throw new HubException(name + ": expected the output " + String.join(" or ", names) + " in "
                + graph.path().getFileName() + ", found " + outputs.keySet());
    }
}
