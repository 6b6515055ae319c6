package org.eyes4j.vision.depth;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubGraph;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;

/** Depth Anything and DPT, from a repository's own files. Immutable and thread-safe. */
public final class DepthModel {
    private static final String INPUT = "pixel_values";
    private static final String OUTPUT = "predicted_depth";

    private final ImageProcessor processor;
    private final HubGraph graph;
    private final boolean metric;

    private DepthModel(ImageProcessor processor, HubGraph graph, boolean metric) {
        this.processor = processor;
        this.graph = graph;
        this.metric = metric;
    }

    /**
     * The model of a repository.
     *
     * @throws HubException if files are missing or other than expected
     */
    public static DepthModel of(HubFiles files, OnnxEngine engine) {
        boolean metric = files.config().has("depth_estimation_type")
                && files.config().text("depth_estimation_type").equals("metric");
        HubGraph graph = HubGraph.open(files, engine, "model")
                .taking(List.of(INPUT), List.of())
                .giving(OUTPUT);
        return new DepthModel(ImageProcessors.read(files), graph, metric);
    }

    /** Whether its numbers are metres, far ones larger; else nearness of no unit, near ones larger. */
    public boolean isMetric() {
        return metric;
    }

    /** The depth of each pixel of a picture. */
    public DepthPlane estimate(Raster picture, Cancellation cancellation) {
        try (Prepared prepared = processor.prepare(picture)) {
            Tensor predicted = graph.run(Map.of(INPUT, prepared.pixelValues()), List.of(OUTPUT), cancellation)
                    .requireFinite()
                    .get(OUTPUT);
            return DepthPlane.of(predicted).resize(picture.width(), picture.height());
        }
    }
}
