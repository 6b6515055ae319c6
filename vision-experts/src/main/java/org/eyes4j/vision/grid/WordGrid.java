package org.eyes4j.vision.grid;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorPool;
import org.eyes4j.vision.onnx.TensorSpec;

/**
 * A YOLO-World export (Cheng et al., 2024) that takes its vocabulary at run time: beside the picture a vector of each word, {@code [1,
 * words, width]}, as a CLIP text encoder gives them. Exports differ in the input's name; its three dimensions tell it. Where their
 * number is fixed, missing ones are zeros and more words run in several passes. Thread-safe.
 */
public final class WordGrid {
    private static final String ENCODER = "text_model";
    private static final double SAME_PLACE = 0.9;

    private final String name;
    private final OnnxModel graph;
    private final TensorPool pool;
    private final Parameters settings;
    private final TensorSpec pixels;
    private final TensorSpec words;

    private WordGrid(
            String name, OnnxModel graph, TensorPool pool, Parameters settings, TensorSpec pixels, TensorSpec words) {
        this.name = name;
        this.graph = graph;
        this.pool = pool;
        this.settings = settings;
        this.pixels = pixels;
        this.words = words;
    }

    /** Whether a manifest of the family has a text encoder beside its graph, so that it is one of these. */
    public static boolean is(ModelManifest manifest) {
        return manifest.family().equals(GridDetector.FAMILY)
                && manifest.files().values().stream().anyMatch(f -> isEncoder(f.path()));
    }

    static boolean isEncoder(String path) {
        return path.substring(path.lastIndexOf('/') + 1).startsWith(ENCODER) && path.endsWith(".onnx");
    }

    /** @throws HubException if the graph takes anything else than a picture and vectors of words */
    public static WordGrid of(Model model) {
        OnnxModel graph = GridDetector.graph(model);
        List<TensorSpec> inputs = graph.inputs();
        TensorSpec pixels = input(inputs, 4);
        TensorSpec words = input(inputs, 3);
        if (inputs.size() != 2 || pixels == null || words == null) {
            throw new HubException(model.name() + ": its manifest has a text encoder, so "
                    + graph.path().getFileName()
                    + " was expected to take a picture [1, 3, height, width] and vectors of words [1, words, width]; it takes "
                    + inputs
                    + ". An export whose vocabulary is baked in runs without the text encoder in its manifest");
        }
        return new WordGrid(model.name(), graph, model.engine().pool(), model.postprocess(), pixels, words);
    }

    private static @org.jspecify.annotations.Nullable TensorSpec input(List<TensorSpec> inputs, int rank) {
        return inputs.stream().filter(i -> i.rank() == rank).findFirst().orElse(null);
    }

    /**
     * What scores more than the threshold, in pixels of the picture and cut to it, best first.
     *
     * @param named words; the labels of what is found
     * @param vectors one of length 1 for each word
     */
    public List<Detection> detect(
            Raster picture, List<String> named, float[][] vectors, double threshold, Cancellation cancellation) {
        int fixed = words.shape().get(1).intValue();
        int together = fixed > 0 ? fixed : named.size();
        List<Detection> found = new ArrayList<>();
        for (int from = 0; from < named.size(); from += together) {
            List<String> labels = new ArrayList<>(named.subList(from, Math.min(from + together, named.size())));
            int counted = labels.size();
            Tensor some = tensor(vectors, from, counted, together);
            labels.addAll(Collections.nCopies(together - counted, ""));
            found.addAll(pass(picture, labels, counted, some, threshold, cancellation));
        }
        found.sort(Comparator.comparingDouble(Detection::score).reversed());
        return named.size() > together ? oneWordEach(found) : List.copyOf(found);
    }

    /** A pass gives each place its best word; of what several passes say of one place the best is kept. */
    private static List<Detection> oneWordEach(List<Detection> sorted) {
        List<Detection> kept = new ArrayList<>();
        for (Detection one : sorted) {
            if (kept.stream().noneMatch(k -> k.box().iou(one.box()) > SAME_PLACE)) {
                kept.add(one);
            }
        }
        return List.copyOf(kept);
    }

    private List<Detection> pass(
            Raster picture,
            List<String> labels,
            int counted,
            Tensor vectors,
            double threshold,
            Cancellation cancellation) {
        GridDetector reader = new GridDetector(name, graph, pool, settings, pixels, labels, counted);
        Letterbox letterbox = reader.letterbox(picture);
        try (Tensor prepared = letterbox.apply(picture, pool)) {
            OnnxOutputs outputs = graph.run(
                            Map.of(pixels.name(), prepared, words.name(), vectors), List.of(), cancellation)
                    .requireFinite();
            return reader.read(List.copyOf(outputs.asMap().values()), letterbox, threshold);
        }
    }

    private Tensor tensor(float[][] vectors, int from, int count, int places) {
        int width = vectors[from].length;
        long wanted = words.shape().get(2);
        if (wanted > 0 && wanted != width) {
            throw new HubException(name + ": expected a text encoder that gives vectors of " + wanted + " numbers, as "
                    + graph.path().getFileName() + " takes them, found one that gives " + width);
        }
        return Tensor.write(
                (FloatBuffer out) -> {
                    for (int i = 0; i < places; i++) {
                        out.put(i < count ? vectors[from + i] : new float[width]);
                    }
                },
                1,
                places,
                width);
    }
}
