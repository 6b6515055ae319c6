package org.eyes4j.vision.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.detect.LabelMatcher;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.ModelUnavailableException;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.Tensor;

/**
 * {@code segment_scene}: names for all parts of a picture. A model with a closed vocabulary names all that it knows, as classes,
 * things or both; with words, models with open vocabularies divide the picture among them, and a closed one that was wished for
 * gives the parts whose labels stand for them.
 */
public final class SegmentScene extends Expert {
    private static final double USUAL_THRESHOLD = 0.5;
    /** Classes of pixels are taken as they are: each pixel has one, how unsure it may be. */
    private static final double SEMANTIC_THRESHOLD = 0;

    private static final long BYTES_EACH = 32L << 20;

    private static final String[] CLOSED = {
        HubFamily.SEGFORMER.id(), HubFamily.MASKFORMER.id(), HubFamily.MASK2FORMER.id(), HubFamily.DETR.id()
    };

    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("segment_scene")
            .describedAs("Divides a whole picture into parts and gives each its mask and its name")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.optional(
                                    "words",
                                    Kind.listOf(Kind.TEXT),
                                    "what may be in the picture, in any words; everything the model knows when left out")
                            .atMost(200),
                    Port.optional(
                                    "mode",
                                    Kind.TEXT,
                                    "one part a class (semantic), one a thing (instance), or both (panoptic); what the"
                                            + " model was made for when left out")
                            .oneOf(Mode.words())
                            .or(Mode.AUTO),
                    Port.optional(
                                    "threshold",
                                    Kind.NUMBER,
                                    "drops parts that score less; what suits the model and mode when left out")
                            .between(0, 1),
                    Port.optional("min_area", Kind.NUMBER, "least area of a part, as a share of the picture")
                            .or(0.0005)
                            .between(0, 1),
                    Port.optional("limit", Kind.NUMBER, "at most so many parts, the largest")
                            .or(200)
                            .between(1, 2000))
            .traits(Trait.MODEL)
            .alsoKnownAs("semantic segmentation", "panoptic segmentation", "what is where", "sky, road and buildings")
            .gives(Kind.DETECTIONS, "one region a part, named, with its mask, the largest first");

    private final List<OpenScenes> open;
    private final EncodingCache<Map<String, Tensor>> seen;
    private final Map<Model, ClosedScene> scenes = new ConcurrentHashMap<>();
    private final Map<Model, LabelMatcher> matchers = new ConcurrentHashMap<>();

    /**
     * @param rememberedPictures about how many pictures' raw findings are kept, so that another mode costs no second run
     * @param open ways to divide by any words, tried in the catalogue's order of their models
     */
    public SegmentScene(Models models, int rememberedPictures, OpenScenes... open) {
        super(SPECIFICATION, models, families(open));
        this.open = List.of(open);
        this.seen = new EncodingCache<>(rememberedPictures * BYTES_EACH, SegmentScene::bytes);
    }

    private static String[] families(OpenScenes... open) {
        return Stream.concat(Stream.of(CLOSED), Stream.of(open).flatMap(o -> o.families().stream()))
                .toArray(String[]::new);
    }

    /** Words are for open vocabularies; things are not for a model that knows classes of pixels only. */
    @Override
    protected boolean suits(ModelManifest manifest, Arguments arguments) {
        boolean things = arguments.text("mode").equals(Mode.INSTANCE.word())
                || arguments.text("mode").equals(Mode.PANOPTIC.word());
        return words(arguments).isEmpty()
                ? opener(manifest).isEmpty() && !(things && manifest.family().equals(HubFamily.SEGFORMER.id()))
                : opener(manifest).isPresent();
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        Optional<OpenScenes> opener = opener(model.manifest());
        return opener.isPresent()
                ? byWords(opener.get(), arguments, context, model)
                : byLabels(arguments, context, model);
    }

    private ToolResult byWords(OpenScenes opener, Arguments arguments, ToolContext context, Model model) {
        List<String> words = words(arguments);
        if (words.isEmpty()) {
            return ToolResult.failed(
                    FailureKind.INVALID_ARGUMENT,
                    model.name() + " divides a picture among words, and none are given",
                    "Give what may be in the picture as 'words', or ask without a wish for a model");
        }
        Value.Image image = arguments.image("image");
        double threshold = arguments.isStated("threshold")
                ? arguments.number("threshold")
                : model.postprocess().number("threshold", 0);
        try {
            List<OpenScenes.Part> parts = opener.divide(model, image.raster(), words, threshold, context);
            Map<String, List<String>> matched = new LinkedHashMap<>();
            words.forEach(word -> matched.put(word, List.of(word)));
            Search search = new Search(words, matched, List.of(), false, threshold, model.name());
            return ToolResult.of(detections(parts, arguments, context).searchedFor(search), model.name());
        } catch (ModelUnavailableException e) {
            return e.toFailure();
        }
    }

    private ToolResult byLabels(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        ClosedScene scene = scenes.computeIfAbsent(model, ClosedScene::new);
        Mode mode = Mode.of(arguments.text("mode")).orElse(scene.usual());
        if (!scene.can(mode)) {
            return ToolResult.failed(
                    FailureKind.INVALID_ARGUMENT,
                    model.name() + " gives each pixel a class and knows no things, so it cannot do mode '" + mode.word()
                            + "'",
                    "Use mode 'semantic', or another model");
        }
        double threshold = arguments.isStated("threshold")
                ? arguments.number("threshold")
                : mode == Mode.SEMANTIC
                        ? SEMANTIC_THRESHOLD
                        : model.postprocess().number("threshold", USUAL_THRESHOLD);
        Map<String, Tensor> outputs =
                seen.get(model.name(), image.raster(), () -> scene.look(image.raster(), context.cancellation()));
        List<OpenScenes.Part> parts = scene.parts(
                outputs, mode, threshold, image.frame().width(), image.frame().height());
        List<String> words = words(arguments);
        if (words.isEmpty()) {
            Search search = new Search(List.of(), Map.of(), List.of(), true, threshold, model.name());
            return ToolResult.of(detections(parts, arguments, context).searchedFor(search), model.name());
        }
        LabelMatcher.Match match = matchers.computeIfAbsent(model, unused -> new LabelMatcher(scene.labels()))
                .match(words, texts -> Optional.empty());
        if (!match.unknown().isEmpty()) {
            context.warn(model.name() + " knows "
                    + scene.labels().stream().filter(l -> !l.isEmpty()).count() + " labels, none of which stands for "
                    + String.join(", ", match.unknown()) + ": it was not looked for");
        }
        List<OpenScenes.Part> asked = parts.stream()
                .filter(part -> match.matched().values().stream().anyMatch(labels -> labels.contains(part.word())))
                .toList();
        Search search = new Search(words, match.matched(), match.unknown(), true, threshold, model.name());
        return ToolResult.of(detections(asked, arguments, context).searchedFor(search), model.name());
    }

    private static Value.Detections detections(List<OpenScenes.Part> parts, Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        double least = Math.max(
                1,
                arguments.number("min_area")
                        * image.frame().width()
                        * image.frame().height());
        int limit = arguments.integer("limit");
        List<OpenScenes.Part> large = parts.stream()
                .filter(part -> part.mask().area() >= least)
                .sorted(Comparator.comparingLong(
                                (OpenScenes.Part part) -> part.mask().area())
                        .reversed())
                .toList();
        if (large.size() > limit) {
            context.warn("Only the largest " + limit + " of " + large.size() + " parts are given: 'limit' is " + limit);
        }
        List<Detection> detections = new ArrayList<>();
        for (OpenScenes.Part part : large.subList(0, Math.min(limit, large.size()))) {
            double score = Math.max(0, Math.min(1, part.score()));
            detections.add(Detection.of(part.word(), score, part.mask().box()).withMask(part.mask()));
        }
        return Value.Detections.of(image.frame(), detections);
    }

    private Optional<OpenScenes> opener(ModelManifest manifest) {
        return open.stream()
                .filter(o -> o.families().contains(manifest.family()))
                .findFirst();
    }

    private static List<String> words(Arguments arguments) {
        return arguments.texts("words").stream()
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .distinct()
                .toList();
    }

    private static long bytes(Map<String, Tensor> outputs) {
        return outputs.values().stream().mapToLong(Tensor::byteSize).sum();
    }

    @Override
    public void close() {
        seen.clear();
        scenes.clear();
        matchers.clear();
    }
}
