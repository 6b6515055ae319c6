package org.eyes4j.vision.incontext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.scene.SegmentMap;

/**
 * {@code segment_like}: an example picture with masks shows what is meant, and the like of it in another picture gets masks.
 * Several things of an example are several classes. Several example pictures are asked one by one and their answers united,
 * because the known exports do not mix examples within the network.
 */
public final class SegmentLike extends Expert {
    private static final int MOST_EXAMPLES = 8;
    private static final int MOST_LABELS = 20;

    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("segment_like")
            .describedAs("Gives masks of what is like the masked things of an example picture")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture to segment"),
                    Port.optional("exemplar_image", Kind.IMAGE, "a picture that shows an example"),
                    Port.optional(
                            "exemplar_regions",
                            Kind.DETECTIONS,
                            "things of 'exemplar_image' with masks; each label is looked for"),
                    Port.optional(
                            "exemplar",
                            Kind.VISUAL_PROMPTS,
                            "exemplars that bring their own pictures, or masks and boxes drawn on 'exemplar_image'"),
                    Port.optional("min_area", Kind.NUMBER, "least area of a mask, as a share of the picture")
                            .or(0.0005)
                            .between(0, 1))
            .traits(Trait.MODEL)
            .alsoKnownAs("the same thing in another picture", "segment by example", "in-context segmentation")
            .gives(
                    Kind.DETECTIONS,
                    "one region a label of the examples, with its mask; empty when nothing is like them");

    private final Map<Model, InContextModel> opened = new ConcurrentHashMap<>();

    public SegmentLike(Models models) {
        super(SPECIFICATION, models, HubFamily.SEGGPT.id());
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        List<Example> examples;
        try {
            examples = Examples.read(arguments, context);
        } catch (IllegalArgumentException e) {
            return ToolResult.failed(
                    FailureKind.BAD_INPUT, String.valueOf(e.getMessage()), "Give an example's picture with its masks");
        }
        List<String> labels = examples.stream()
                .flatMap(e -> e.shown().stream().map(Example.Shown::label))
                .distinct()
                .toList();
        if (labels.isEmpty() || labels.size() > MOST_LABELS) {
            return ToolResult.failed(
                    FailureKind.INVALID_ARGUMENT,
                    labels.isEmpty()
                            ? "Nothing shows what to look for the like of"
                            : "The examples have " + labels.size() + " labels, and at most " + MOST_LABELS
                                    + " can be told apart",
                    "Give 'exemplar_image' with 'exemplar_regions' that have masks, or an 'exemplar'");
        }
        if (examples.size() > MOST_EXAMPLES) {
            context.warn("Only the first " + MOST_EXAMPLES + " of " + examples.size() + " example pictures were used");
            examples = examples.subList(0, MOST_EXAMPLES);
        }
        InContextModel network = opened.computeIfAbsent(model, m -> InContextModel.of(m.hub(), m.engine()));
        if (examples.size() > 1 && !network.ensembles()) {
            context.warn("The answers to " + examples.size() + " example pictures were united: " + model.name()
                    + " takes one at a time");
        }
        return ToolResult.of(find(network, examples, labels, arguments, context, model), model.name());
    }

    private static Value.Detections find(
            InContextModel network,
            List<Example> examples,
            List<String> labels,
            Arguments arguments,
            ToolContext context,
            Model model) {
        Value.Image image = arguments.image("image");
        Map<Integer, Detection> found = new LinkedHashMap<>();
        try (Prepared picture = network.picture(image.raster())) {
            if (examples.size() > 1 && network.ensembles()) {
                found.putAll(together(network, picture, examples, labels, image, context));
            }
            for (int i = 0; i < examples.size() && (examples.size() == 1 || !network.ensembles()); i++) {
                context.report("Looking for the like of example " + (i + 1) + " of " + examples.size());
                look(network, picture, examples.get(i), labels, image, context)
                        .forEach((label, detection) -> found.merge(label, detection, SegmentLike::united));
            }
        }
        double least = arguments.number("min_area")
                * image.frame().width()
                * image.frame().height();
        List<Detection> large = new ArrayList<>(found.values());
        large.removeIf(d -> d.mask() == null || d.mask().area() < Math.max(1, least));
        Search search = new Search(labels, Map.of(), List.of(), false, 0, model.name());
        return Value.Detections.of(image.frame(), large).searchedFor(search);
    }

    private static Map<Integer, Detection> look(
            InContextModel network,
            Prepared picture,
            Example example,
            List<String> labels,
            Value.Image image,
            ToolContext context) {
        OptionalInt count = OptionalInt.of(labels.size());
        try (Prepared shown = network.picture(example.picture().raster());
                Prepared mask = network.mask(example.classes(labels), count)) {
            Tensor answer =
                    network.run(picture.pixelValues(), shown.pixelValues(), mask.pixelValues(), context.cancellation());
            return read(network, answer, labels, image);
        }
    }

    /** All examples at once. */
    private static Map<Integer, Detection> together(
            InContextModel network,
            Prepared picture,
            List<Example> examples,
            List<String> labels,
            Value.Image image,
            ToolContext context) {
        OptionalInt count = OptionalInt.of(labels.size());
        List<Tensor> shown = new ArrayList<>();
        List<Tensor> masks = new ArrayList<>();
        for (Example example : examples) {
            shown.add(network.picture(example.picture().raster()).pixelValues());
            masks.add(network.mask(example.classes(labels), count).pixelValues());
        }
        Tensor answer = network.together(picture.pixelValues(), joined(shown), joined(masks), context.cancellation());
        return read(network, answer, labels, image);
    }

    private static Tensor joined(List<Tensor> rows) {
        Tensor first = rows.get(0);
        return Tensor.write(out -> rows.forEach(r -> out.put(r.floats())), rows.size(), 3, first.dim(2), first.dim(3));
    }

    private static Map<Integer, Detection> read(
            InContextModel network, Tensor answer, List<String> labels, Value.Image image) {
        SegmentMap map = network.classes(
                answer,
                0,
                OptionalInt.of(labels.size()),
                image.frame().width(),
                image.frame().height());
        double[] certainty = network.certainty(answer, 0, labels.size());
        Map<Integer, Detection> found = new LinkedHashMap<>();
        map.masks().forEach((id, own) -> {
            if (id > 0) {
                found.put(
                        id,
                        Detection.of(labels.get(id - 1), certainty[id], own.box())
                                .withMask(own));
            }
        });
        return found;
    }

    private static Detection united(Detection a, Detection b) {
        if (a.mask() == null || b.mask() == null) {
            return a;
        }
        Mask both = a.mask().union(b.mask());
        return Detection.of(a.label(), Math.max(a.score(), b.score()), both.box())
                .withMask(both);
    }

    @Override
    public void close() {
        opened.clear();
    }
}
