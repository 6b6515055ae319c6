package org.eyes4j.vision.dual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;

/** Which label fits which patch of a picture, on CLIP's own weights. Thread-safe. */
final class PatchEncoder {
    private static final int LEAST_SIDE = 64;

    private final DualEncoder encoder;
    private final OnnxModel graph;

    private PatchEncoder(DualEncoder encoder, OnnxModel graph) {
        this.encoder = encoder;
        this.graph = graph;
    }

    /**
     * Of a repository.
     *
     * @param kept where the graph that gives patches is kept
     * @throws HubException if it is no CLIP with a graph for pictures of its own
     */
    static PatchEncoder of(HubFiles files, OnnxEngine engine, DualEncoder encoder, Path kept) {
        if (HubFamily.of(files) != HubFamily.CLIP) {
            throw new HubException(
                    files.name() + ": expected CLIP, whose patches can be compared with texts, config.json"
                            + " says it is " + HubFamily.of(files).id());
        }
        return new PatchEncoder(encoder, engine.model(PatchGraph.of(files.graph("vision_model"), kept)));
    }

    /** Mean logits of each text, in the picture's size, row-major. */
    List<float[]> logits(Raster picture, float[][] texts, Cancellation cancellation) {
        double scale = encoder.similarity(cancellation).scale();
        LabelMap map = new LabelMap(texts.length, picture.width(), picture.height());
        int whole = Math.min(picture.width(), picture.height());
        for (int side = whole; side >= Math.max(1, whole / 2); side = side / 2) {
            if (side < whole && side < LEAST_SIDE) {
                break;
            }
            for (int top : starts(picture.height(), side)) {
                for (int left : starts(picture.width(), side)) {
                    Raster window = Rasters.crop(picture, left, top, left + side, top + side);
                    float[][] patches = patches(window, cancellation);
                    int grid = (int) Math.round(Math.sqrt(patches.length));
                    map.add(left, top, side, grid, compare(patches, texts, scale));
                }
            }
            if (side == 1) {
                break;
            }
        }
        return map.planes(picture.width(), picture.height());
    }

    /** Where windows begin along one side: as few as cover it, half over each other where they are smaller than it. */
    private static List<Integer> starts(int length, int side) {
        List<Integer> starts = new ArrayList<>();
        int steps = length <= side ? 0 : (int) Math.ceil((length - side) / (side / 2.0));
        for (int i = 0; i <= steps; i++) {
            starts.add(steps == 0 ? 0 : (int) Math.round((double) (length - side) * i / steps));
        }
        return starts;
    }

    /** A vector of length 1 for each patch of a square picture, row by row. */
    float[][] patches(Raster square, Cancellation cancellation) {
        try (Prepared prepared = encoder.prepare(List.of(square))) {
            return patches(prepared.pixelValues(), cancellation);
        }
    }

    float[][] patches(Tensor pixelValues, Cancellation cancellation) {
        Tensor tokens = graph.run(Map.of("pixel_values", pixelValues), List.of(PatchGraph.OUTPUT), cancellation)
                .requireFinite()
                .get(PatchGraph.OUTPUT);
        int count = tokens.dim(1) - 1;
        int grid = (int) Math.round(Math.sqrt(count));
        if (tokens.shape().size() != 3 || grid * grid != count) {
            throw new HubException("Expected a class token and a square of patches, found " + tokens.shape());
        }
        float[][] rows = DualEncoder.normalised(tokens.reshape(tokens.dim(1), tokens.dim(2)), PatchGraph.OUTPUT);
        float[][] patches = new float[count][];
        System.arraycopy(rows, 1, patches, 0, count);
        return patches;
    }

    private static float[][] compare(float[][] patches, float[][] texts, double scale) {
        float[][] logits = new float[texts.length][patches.length];
        for (int text = 0; text < texts.length; text++) {
            for (int patch = 0; patch < patches.length; patch++) {
                logits[text][patch] = (float) (scale * Vectors.dot(patches[patch], texts[text]));
            }
        }
        return logits;
    }
}
