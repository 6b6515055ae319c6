package org.eyes4j.vision.scene;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubLabels;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.Tensor;

/**
 * A model with a closed vocabulary that divides pictures, opened. Its manifest may say under {@code postprocess} what it was
 * trained for ({@code task}: semantic, instance or panoptic) and from which class on there are no things ({@code stuff_from}).
 * Thread-safe.
 */
final class ClosedScene {
    private final SceneGraph graph;
    private final ImageProcessor processor;
    private final List<String> labels;
    private final Mode usual;
    private final int stuffFrom;

    /** Reads the repository's settings; loads nothing. */
    ClosedScene(Model model) {
        HubFiles files = model.hub();
        Parameters post = model.postprocess();
        this.graph = SceneGraph.of(files, model.engine());
        this.processor = ImageProcessors.read(files);
        this.labels = model.labels().isEmpty() ? HubLabels.of(files) : model.labels();
        this.usual = Mode.of(post.text("task", "")).orElse(graph.isPixelwise() ? Mode.SEMANTIC : Mode.PANOPTIC);
        this.stuffFrom = post.integer("stuff_from", Integer.MAX_VALUE);
    }

    /** Names of its classes; empty texts for numbers that it never means. */
    List<String> labels() {
        return labels;
    }

    /** What it was trained for. */
    Mode usual() {
        return usual;
    }

    boolean can(Mode mode) {
        return mode == Mode.SEMANTIC || !graph.isPixelwise();
    }

    /** What the graph says of a picture. */
    Map<String, Tensor> look(Raster picture, Cancellation cancellation) {
        try (Prepared prepared = processor.prepare(picture)) {
            return graph.run(prepared.pixelValues(), prepared.pixelMask(), cancellation);
        }
    }

    /** The parts of a picture of this size, named, at least as sure as the threshold. */
    List<OpenScenes.Part> parts(Map<String, Tensor> outputs, Mode mode, double threshold, int width, int height) {
        return switch (mode) {
            case SEMANTIC -> semantic(outputs, threshold, width, height);
            case INSTANCE -> instances(outputs, threshold, width, height);
            case PANOPTIC -> panoptic(outputs, threshold, width, height);
        };
    }

    private List<OpenScenes.Part> semantic(Map<String, Tensor> outputs, double threshold, int width, int height) {
        BestPlane classes = graph.classes(outputs, 0);
        double[] certainty = classes.certainty(graph.isPixelwise());
        List<OpenScenes.Part> parts = new ArrayList<>();
        classes.at(width, height).masks().forEach((label, mask) -> {
            if (certainty[label] >= threshold) {
                parts.add(new OpenScenes.Part(name(label), certainty[label], mask));
            }
        });
        return parts;
    }

    private List<OpenScenes.Part> instances(Map<String, Tensor> outputs, double threshold, int width, int height) {
        return graph.queries(outputs, 0).instances(threshold, width, height).stream()
                .filter(i -> i.label() < stuffFrom)
                .map(i -> new OpenScenes.Part(name(i.label()), i.score(), i.mask()))
                .toList();
    }

    /** Segments of one class of what is no thing are one part: there is one sky. */
    private List<OpenScenes.Part> panoptic(Map<String, Tensor> outputs, double threshold, int width, int height) {
        Panoptic panoptic =
                graph.queries(outputs, 0).panoptic(PanopticRule.DEFAULT.withThreshold(threshold), width, height);
        SortedMap<Integer, Mask> masks = panoptic.map().masks();
        List<OpenScenes.Part> parts = new ArrayList<>();
        Map<Integer, OpenScenes.Part> stuff = new LinkedHashMap<>();
        for (Panoptic.Segment segment : panoptic.segments()) {
            OpenScenes.Part part = Optional.ofNullable(masks.get(segment.id()))
                    .map(mask -> new OpenScenes.Part(name(segment.label()), segment.score(), mask))
                    .orElseThrow();
            if (segment.label() < stuffFrom) {
                parts.add(part);
            } else {
                stuff.merge(
                        segment.label(),
                        part,
                        (a, b) -> new OpenScenes.Part(
                                a.word(),
                                Math.max(a.score(), b.score()),
                                a.mask().union(b.mask())));
            }
        }
        parts.addAll(stuff.values());
        return parts;
    }

    private String name(int label) {
        String name = label < labels.size() ? labels.get(label) : "";
        return name.isEmpty() ? "class " + label : name;
    }
}
