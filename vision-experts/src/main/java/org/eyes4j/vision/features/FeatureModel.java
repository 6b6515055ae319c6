package org.eyes4j.vision.features;

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

/** DINOv2 (also with registers), from a repository's own files. Immutable and thread-safe. */
public final class FeatureModel {
    private static final String INPUT = "pixel_values";
    private static final String OUTPUT = "last_hidden_state";

    private final ImageProcessor processor;
    private final HubGraph graph;
    private final int registers;

    private FeatureModel(ImageProcessor processor, HubGraph graph, int registers) {
        this.processor = processor;
        this.graph = graph;
        this.registers = registers;
    }

    /**
     * The model of a repository.
     *
     * @throws HubException if files are missing or other than expected
     */
    public static FeatureModel of(HubFiles files, OnnxEngine engine) {
        return new FeatureModel(
                ImageProcessors.read(files),
                HubGraph.open(files, engine, "model")
                        .taking(List.of(INPUT), List.of())
                        .giving(OUTPUT),
                files.config().integer("num_register_tokens", 0));
    }

    /** How many of the states stand for nothing. */
    public int registers() {
        return registers;
    }

    /** The states of a picture. */
    public PictureFeatures features(Raster picture, Cancellation cancellation) {
        try (Prepared prepared = processor.prepare(picture)) {
            return new PictureFeatures(
                    graph.run(Map.of(INPUT, prepared.pixelValues()), List.of(OUTPUT), cancellation)
                            .requireFinite()
                            .get(OUTPUT),
                    registers);
        }
    }
}
