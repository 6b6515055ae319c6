package org.eyes4j.vision.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorPool;
import org.eyes4j.vision.onnx.TensorSpec;

/**
 * A YOLO export: things with boxes and, where it gives them, masks or key points, in one pass. Sizes, layout and names are
 * read from the graph and its metadata. Thread-safe.
 */
public final class GridDetector {
    /** What manifests call the family. */
    public static final String FAMILY = "yolo";

    private static final int USUAL_SIZE = 640;
    private static final int MOST = 300;

    private final String name;
    private final OnnxModel graph;
    private final TensorPool pool;
    private final Parameters settings;
    private final TensorSpec input;
    private final List<String> labels;
    private final int counted;
    private final int points;
    private final int pointNumbers;

    /** @param counted how many of the labels, from the first, are looked for; an export may have room for more */
    GridDetector(
            String name,
            OnnxModel graph,
            TensorPool pool,
            Parameters settings,
            TensorSpec input,
            List<String> labels,
            int counted) {
        this.counted = counted;
        this.name = name;
        this.graph = graph;
        this.pool = pool;
        this.settings = settings;
        this.input = input;
        this.labels = labels;
        List<Integer> shape = GridNames.numbers(graph.metadata(), "kpt_shape");
        this.points = shape.size() == 2 ? shape.get(0) : settings.integer("keypoints", 0);
        this.pointNumbers = shape.size() == 2 ? shape.get(1) : settings.integer("keypoint_numbers", 3);
    }

    /**
     * The detector of an installed model: of its one graph, or of its file {@code model} where it has several.
     *
     * @throws HubException if the graph is no such export, or nobody names its classes
     */
    public static GridDetector of(Model model) {
        return of(model.name(), graph(model), model.engine().pool(), model.postprocess(), model.labels());
    }

    /** The graph that detects; a text encoder beside it does not. */
    static OnnxModel graph(Model model) {
        List<String> graphs = model.manifest().files().entrySet().stream()
                .filter(file -> file.getValue().path().endsWith(".onnx"))
                .filter(file -> !WordGrid.isEncoder(file.getValue().path()))
                .map(Map.Entry::getKey)
                .toList();
        if (graphs.size() != 1 && !graphs.contains("model")) {
            throw new HubException(model.name() + ": expected one .onnx file, or one with the role `model`, found "
                    + (graphs.isEmpty() ? "none" : String.join(", ", graphs)));
        }
        return model.graph(graphs.size() == 1 ? graphs.get(0) : "model");
    }

    /**
     * A detector. Loads the graph.
     *
     * @param name what messages call the model
     * @param settings {@code iou_threshold}, and where the metadata lacks them {@code image_size}, {@code keypoints} and
     *     {@code keypoint_numbers}
     * @param labels by class index, for exports whose metadata names none; else empty
     * @throws HubException if the graph is no such export, or nobody names its classes
     */
    public static GridDetector of(
            String name, OnnxModel graph, TensorPool pool, Parameters settings, List<String> labels) {
        List<TensorSpec> inputs = graph.inputs();
        if (inputs.size() == 2 && inputs.stream().anyMatch(i -> i.rank() == 3)) {
            throw new HubException(name + ": " + graph.path().getFileName()
                    + " takes vectors of words beside the picture (" + inputs
                    + "), as YOLO-World does whose vocabulary is given at run time; expected the CLIP text encoder beside it in"
                    + " its manifest: onnx/text_model.onnx, config.json, tokenizer.json and tokenizer_config.json");
        }
        if (inputs.size() != 1 || inputs.get(0).rank() != 4) {
            throw new HubException(
                    name + ": expected one input [1, 3, height, width] of a one-pass detector, found " + inputs);
        }
        List<String> named = GridNames.classes(graph.metadata());
        List<String> all = named.isEmpty() ? labels : named;
        if (all.isEmpty()) {
            throw new HubException(
                    name + ": nobody names the classes of this model; expected `names` in the metadata of "
                            + graph.path().getFileName() + " or `labels` in its manifest");
        }
        return new GridDetector(name, graph, pool, settings, inputs.get(0), List.copyOf(all), all.size());
    }

    /** By class index. */
    public List<String> labels() {
        return labels;
    }

    /** Whether it gives key points. */
    public boolean hasKeypoints() {
        return points > 0;
    }

    /** Whether it gives masks. */
    public boolean hasMasks() {
        return graph.outputs().stream().anyMatch(o -> o.rank() == 4);
    }

    /** What scores more than the threshold, in pixels of the picture and cut to it, best first. */
    public List<Detection> detect(Raster picture, double threshold, Cancellation cancellation) {
        Letterbox letterbox = letterbox(picture);
        try (Tensor pixels = letterbox.apply(picture, pool)) {
            OnnxOutputs outputs = graph.run(Map.of(input.name(), pixels), List.of(), cancellation)
                    .requireFinite();
            return read(List.copyOf(outputs.asMap().values()), letterbox, threshold);
        }
    }

    Letterbox letterbox(Raster picture) {
        return new Letterbox(picture.width(), picture.height(), size(3), size(2));
    }

    /** The last third: rows and, for masks, prototypes to things. */
    List<Detection> read(List<Tensor> outputs, Letterbox letterbox, double threshold) {
        Tensor rows = outputs.stream()
                .filter(o -> o.shape().size() == 3)
                .findFirst()
                .orElseThrow(() -> new HubException(
                        name + ": expected an output of three dimensions with a row for each cell, found " + outputs));
        Prototypes prototypes = outputs.stream()
                .filter(o -> o.shape().size() == 4)
                .findFirst()
                .map(Prototypes::of)
                .orElse(new Prototypes(new float[0], 0, 1, 1));
        int classes = labels.size();
        int rest = prototypes.count() + points * pointNumbers;
        GridLayout layout = GridLayout.of(name, rows, classes, rest, letterbox.frameWidth(), letterbox.frameHeight());
        float[] values = rows.toFloatArray();
        List<Candidate> sure = Candidates.of(values, layout, counted, threshold);
        List<Candidate> kept = layout.form() == GridLayout.Form.CHOSEN
                ? sure
                : Candidates.suppress(sure, settings.number("iou_threshold", 0.7), MOST);
        List<Detection> found = new ArrayList<>();
        for (Candidate candidate : kept) {
            BoundingBox box = letterbox.box(candidate.x1(), candidate.y1(), candidate.x2(), candidate.y2());
            if (box.area() > 0) {
                float[] more = rest(values, layout, candidate.cell(), rest);
                Detection thing = Detection.of(labels.get(candidate.label()), Math.min(1, candidate.score()), box);
                Detection masked =
                        prototypes.count() == 0 ? thing : thing.withMask(prototypes.mask(more, box, letterbox));
                found.add(masked.withKeypoints(points(more, prototypes.count(), letterbox)));
            }
        }
        return found;
    }

    private static float[] rest(float[] values, GridLayout layout, int cell, int count) {
        float[] rest = new float[count];
        int from = layout.row() - count;
        for (int i = 0; i < count; i++) {
            rest[i] = layout.at(values, cell, from + i);
        }
        return rest;
    }

    private List<Keypoint> points(float[] numbers, int from, Letterbox letterbox) {
        List<Keypoint> found = new ArrayList<>();
        for (int p = 0; p < points; p++) {
            int at = from + p * pointNumbers;
            String called = points == Keypoint.COCO_BODY.size() ? Keypoint.COCO_BODY.get(p) : "point_" + p;
            double score = pointNumbers > 2 ? Math.max(0, Math.min(1, numbers[at + 2])) : 1;
            found.add(new Keypoint(called, letterbox.x(numbers[at]), letterbox.y(numbers[at + 1]), score));
        }
        return found;
    }

    /** Height (2) or width (3) of the input: the graph's own, else as the metadata states it, which is height, then width. */
    private int size(int dimension) {
        long fixed = input.shape().get(dimension);
        List<Integer> stated = GridNames.numbers(graph.metadata(), "imgsz");
        if (fixed > 0) {
            return Math.toIntExact(fixed);
        }
        return stated.size() == 2 ? stated.get(dimension - 2) : settings.integer("image_size", USUAL_SIZE);
    }
}
