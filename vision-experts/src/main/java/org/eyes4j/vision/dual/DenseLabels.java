package org.eyes4j.vision.dual;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.hub.HubFamily;

/** {@code dense_labels}: which of any labels fits each place of a picture, on a model that was trained on whole pictures. */
final class DenseLabels extends Expert {
    private static final List<String> NONE = List.of("background", "something else");

    private static final int MOST_NARROW = 20;

    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("dense_labels")
            .describedAs("Tells which of any given labels fits each place of a picture, roughly, patch by patch")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.required("labels", Kind.listOf(Kind.TEXT), "what may be in it, in plain words")
                            .atMost(200),
                    Port.optional("threshold", Kind.NUMBER, "drops labels whose places are less sure on average")
                            .between(0, 1)
                            .or(0))
            .traits(Trait.MODEL)
            .alsoKnownAs("patch text similarity", "MaskCLIP", "rough open-vocabulary segmentation", "heat map of words")
            .gives(
                    Kind.DETECTIONS,
                    "one region a label that is the best somewhere, with a coarse mask; places that fit none of the labels"
                            + " are in no region");

    private final DualModels encoders;
    private final Path graphs;
    private final Map<String, PatchEncoder> opened = new ConcurrentHashMap<>();

    /** @param graphs folder in which changed graphs are kept */
    DenseLabels(Models models, DualModels encoders, Path graphs) {
        super(SPECIFICATION, models, HubFamily.CLIP.id());
        this.encoders = encoders;
        this.graphs = graphs;
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        List<String> labels = Sentences.clean(arguments.texts("labels"));
        if (labels.isEmpty()) {
            return ToolResult.failed(
                    FailureKind.INVALID_ARGUMENT, "'labels' holds no words", "Give at least one label");
        }
        Value.Image image = arguments.image("image");
        int shorter = Math.min(image.frame().width(), image.frame().height());
        int longer = Math.max(image.frame().width(), image.frame().height());
        if (longer > MOST_NARROW * shorter) {
            return ToolResult.failed(
                    FailureKind.BAD_INPUT,
                    "The picture is looked at through square windows, and is too narrow for that: "
                            + image.frame().width() + " x " + image.frame().height() + " pixels",
                    "Crop it so that one side is at most " + MOST_NARROW + " times the other");
        }
        DualEncoder encoder = encoders.of(model);
        PatchEncoder patches = opened.computeIfAbsent(
                model.name(), name -> PatchEncoder.of(model.hub(), model.engine(), encoder, kept(model)));
        List<String> names = new ArrayList<>(labels);
        NONE.stream()
                .filter(n -> labels.stream().noneMatch(n::equalsIgnoreCase))
                .forEach(names::add);
        ZeroShot zeroShot = new ZeroShot(encoder, encoder.template());
        Sentences.tellCut(zeroShot.sentences(labels), encoder::isCut, model.name(), context);
        encoders.tellScale(model, encoder, context);
        List<float[]> planes = patches.logits(
                image.raster(),
                encoder.texts(zeroShot.sentences(names), context.cancellation()),
                context.cancellation());
        double threshold = arguments.number("threshold");
        Map<String, List<String>> matched = new LinkedHashMap<>();
        labels.forEach(label -> matched.put(label, List.of(label)));
        Search search = new Search(labels, matched, List.of(), false, threshold, model.name());
        List<Detection> found =
                found(planes, labels, image.frame().width(), image.frame().height(), threshold);
        return ToolResult.of(Value.Detections.of(image.frame(), found).searchedFor(search), model.name());
    }

    private static List<Detection> found(
            List<float[]> planes, List<String> labels, int width, int height, double threshold) {
        int[] best = new int[width * height];
        double[] sums = new double[planes.size()];
        long[] counts = new long[planes.size()];
        double[] logits = new double[planes.size()];
        for (int i = 0; i < best.length; i++) {
            for (int label = 0; label < logits.length; label++) {
                logits[label] = planes.get(label)[i];
                best[i] = logits[label] > logits[best[i]] ? label : best[i];
            }
            sums[best[i]] += Similarity.softmax(logits)[best[i]];
            counts[best[i]]++;
        }
        List<Detection> found = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            int wanted = label;
            double score = sums[label] / Math.max(1, counts[label]);
            if (counts[label] > 0 && score >= threshold) {
                Mask mask = Mask.fromPredicate(width, height, (x, y) -> best[y * width + x] == wanted);
                found.add(Detection.of(labels.get(label), score, mask.box()).withMask(mask));
            }
        }
        return found;
    }

    private Path kept(Model model) {
        Path graph = model.hub().graph("vision_model");
        String key = model.name() + "@" + model.manifest().version() + "@"
                + graph.toFile().length() + "@" + graph.toFile().lastModified();
        return graphs.resolve(Sha256.of(key.getBytes(StandardCharsets.UTF_8)).substring(0, 32) + "-patches.onnx");
    }

    @Override
    public void close() {
        opened.clear();
        encoders.close();
    }
}
