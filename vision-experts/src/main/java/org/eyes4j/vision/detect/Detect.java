package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.embedding.TextEmbedder;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.ModelUnavailableException;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.florence.FlorenceModels;
import org.eyes4j.vision.grid.GridDetector;
import org.eyes4j.vision.grid.WordVectors;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.setprediction.ExampleBoxes;

/**
 * {@code detect}: boxes of the things that words name. On a model with a closed vocabulary the words are matched to its labels,
 * by tables and by meaning, and the result says which labels stood for them and which words nothing stands for. On one with an
 * open vocabulary they are looked for as they are.
 */
public final class Detect extends Expert {
    private static final String EMBED = "embed_text";

    private final Models models;
    private final EncodingCache<List<Detection>> seen;
    private final Detectors detectors;
    private final Map<String, LabelMatcher> matchers = new ConcurrentHashMap<>();
    private final Map<String, TextEmbedder> embedders = new ConcurrentHashMap<>();

    /** @param rememberedPictures how many pictures' findings are kept, so that asking for other words costs nothing */
    public Detect(Models models, int rememberedPictures) {
        this(models, rememberedPictures, new FlorenceModels(rememberedPictures), new NoVectors());
    }

    /**
     * The same.
     *
     * @param florence shared with other tools
     * @param vectors what words mean to detectors whose vocabulary is given at run time; closed with this
     */
    public Detect(Models models, int rememberedPictures, FlorenceModels florence, WordVectors vectors) {
        super(
                ToolSpecification.named("detect")
                        .describedAs("Finds things in a picture and gives each a box, a label and a score")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture to look at"),
                                Port.optional(
                                                "labels",
                                                Kind.listOf(Kind.TEXT),
                                                "what to look for, in plain words; everything the model knows when left"
                                                        + " out")
                                        .atMost(1000),
                                Port.optional("threshold", Kind.NUMBER, "drops what scores less than this")
                                        .between(0.05, 1)
                                        .or(0.35),
                                Port.optional(
                                        "exemplar",
                                        Kind.VISUAL_PROMPTS,
                                        "looks for the like of these examples instead, on a model that can"))
                        .traits(Trait.MODEL)
                        .alsoKnownAs("find objects", "locate", "object detection", "where is", "bounding boxes")
                        .gives(Kind.DETECTIONS, "the things found, best first"),
                models,
                "ssd",
                "centernet",
                GridDetector.FAMILY,
                HubFamily.DETR.id(),
                HubFamily.YOLOS.id(),
                HubFamily.RT_DETR.id(),
                HubFamily.OWLVIT.id(),
                HubFamily.OWLV2.id(),
                HubFamily.GROUNDING_DINO.id(),
                HubFamily.FLORENCE2.id());
        this.models = models;
        this.detectors = new Detectors(florence, vectors);
        this.seen = new EncodingCache<>(rememberedPictures, findings -> 1);
    }

    /** A model that needs words is no choice for a call without any, nor one without the graphs for examples for examples. */
    @Override
    protected boolean suits(ModelManifest manifest, Arguments arguments) {
        return arguments.has("exemplar")
                ? ExampleBoxes.serves(manifest)
                : !words(arguments).isEmpty()
                        || !Detectors.takesWords(manifest)
                        || Detectors.namesThings(manifest.family());
    }

    /** Words that no table of a closed vocabulary knows are for another model. */
    @Override
    protected List<ModelManifest> helpers(ModelManifest own, Arguments arguments, Optional<String> wish) {
        if (Detectors.takesWords(own) || own.labels().isEmpty() || arguments.has("exemplar")) {
            return List.of();
        }
        List<String> strange = matchers.computeIfAbsent(own.name(), name -> new LabelMatcher(own.labels()))
                .match(words(arguments), texts -> Optional.empty())
                .unknown();
        if (strange.isEmpty()) {
            return List.of();
        }
        Optional<ModelManifest> any = wish.isPresent()
                ? Optional.empty()
                : models.foreseeInstalled(specification().name(), families(), m -> Detectors.takesWords(m));
        return any
                .or(() -> isHan(strange)
                        ? Optional.empty()
                        : models.foresee(EMBED, List.of("text-embedding"), Detect::readsEnglish, wish))
                .stream()
                .toList();
    }

    private static boolean readsEnglish(ModelManifest manifest) {
        return manifest.languages().contains("en");
    }

    private static boolean isHan(List<String> texts) {
        return texts.get(0).codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        if (arguments.has("exemplar")) {
            return byExample(arguments, context, model);
        }
        return Detectors.takesWords(model.manifest())
                ? byWords(arguments, context, model)
                : byLabels(arguments, context, model);
    }

    private static List<String> words(Arguments arguments) {
        if (!arguments.has("labels")) {
            return List.of();
        }
        return arguments.texts("labels").stream()
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .distinct()
                .toList();
    }

    /** Scores of open vocabularies are no probabilities: what suits a closed one as a threshold drops most of what they find. */
    private static double threshold(Arguments arguments, Model model, double usual) {
        return arguments.isStated("threshold")
                ? arguments.number("threshold")
                : model.postprocess().number("usual_threshold", usual);
    }

    private ToolResult byExample(Arguments arguments, ToolContext context, Model model) {
        if (!ExampleBoxes.serves(model.manifest())) {
            return ToolResult.failed(
                    FailureKind.INVALID_ARGUMENT,
                    model.name() + " cannot look for the like of an example",
                    "`find_similar` can, or name what to look for as 'labels'");
        }
        List<ExampleBoxes.Example> examples = new ArrayList<>();
        for (VisualPrompt prompt : arguments.prompts("exemplar").prompts()) {
            if (!(prompt instanceof VisualPrompt.Exemplar e)
                    || e.region()
                                    .box()
                                    .clip(
                                            e.image().frame().width(),
                                            e.image().frame().height())
                                    .area()
                            == 0) {
                return ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "'exemplar' takes exemplars with a region inside their own picture",
                        "`find_similar` also takes boxes and points");
            }
            String label = e.region().label().isBlank() ? "similar" : e.region().label();
            examples.add(new ExampleBoxes.Example(e.image().raster(), e.region().box(), label));
        }
        Value.Image image = arguments.image("image");
        double threshold = threshold(arguments, model, ExampleBoxes.USUAL_THRESHOLD);
        List<Detection> found = ExampleBoxes.of(model).find(image.raster(), examples, threshold, context);
        List<String> asked =
                examples.stream().map(ExampleBoxes.Example::label).distinct().toList();
        Search search = new Search(asked, Map.of(), List.of(), false, threshold, model.name());
        return ToolResult.of(Value.Detections.of(image.frame(), found).searchedFor(search), model.name());
    }

    private ToolResult byWords(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        List<String> words = words(arguments);
        WordDetector detector = detectors.open(model);
        double threshold = threshold(arguments, model, detector.usualThreshold());
        if (words.isEmpty()) {
            Search search = new Search(List.of(), Map.of(), List.of(), false, threshold, model.name());
            return detector.everything(image.raster(), threshold, context.cancellation())
                    .<ToolResult>map(all -> ToolResult.of(
                            Value.Detections.of(image.frame(), all).searchedFor(search), model.name()))
                    .orElseGet(() -> ToolResult.failed(
                            FailureKind.INVALID_ARGUMENT,
                            model.name() + " finds what words name, and no words were given",
                            "Give 'labels', or take a model with a closed vocabulary"));
        }
        List<String> unknown = detector.unreadable(words, context);
        List<String> readable =
                words.stream().filter(word -> !unknown.contains(word)).toList();
        List<Detection> found = readable.isEmpty()
                ? List.of()
                : seen.get(
                        model.name() + " >" + threshold + " " + readable,
                        image.raster(),
                        () -> detector.detect(image.raster(), readable, threshold, context.cancellation()));
        Map<String, List<String>> matched = new LinkedHashMap<>();
        readable.forEach(word -> matched.put(word, List.of(word)));
        Search search = new Search(words, matched, unknown, false, threshold, model.name());
        return ToolResult.of(Value.Detections.of(image.frame(), found).searchedFor(search), model.name());
    }

    private ToolResult byLabels(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        double threshold = threshold(arguments, model, arguments.number("threshold"));
        BoxDetector detector = detectors.closed(model);
        // Run once at a low threshold: other words or thresholds for the same picture then cost no second run.
        double least = Math.min(threshold, detector.least());
        List<Detection> all = seen.get(
                // All digits of the number, in fewer steps than as a decimal.
                model.name() + " >" + Double.doubleToLongBits(least),
                image.raster(),
                () -> detector.detect(image.raster(), least, context.cancellation()));
        List<Detection> strong = new ArrayList<>();
        for (Detection one : all) {
            if (one.score() >= threshold) {
                strong.add(one);
            }
        }
        List<String> asked = words(arguments);
        if (asked.isEmpty()) {
            Search search = new Search(List.of(), Map.of(), List.of(), true, threshold, model.name());
            return ToolResult.of(Value.Detections.of(image.frame(), strong).searchedFor(search), model.name());
        }
        List<String> labels =
                detector.labels().stream().filter(l -> !l.isEmpty()).toList();
        // Words that no table knows are compared by meaning only where nothing can look for them as they are.
        LabelMatcher.Match match = matchers.computeIfAbsent(model.name(), name -> new LabelMatcher(labels))
                .match(asked, texts -> anyWords(context).isPresent() ? Optional.empty() : embed(texts, context));
        List<String> strange = match.unknown();
        Optional<Model> open = strange.isEmpty() ? Optional.empty() : anyWords(context);
        if (open.isPresent()) {
            return byBoth(arguments, context, model, open.get(), match, strange, strong);
        }
        tellMeaning(match, model, labels.size(), context);
        Search search = new Search(asked, match.matched(), match.unknown(), true, threshold, model.name());
        List<Detection> found = matching(strong, match.matched());
        return ToolResult.of(Value.Detections.of(image.frame(), found).searchedFor(search), model.name());
    }

    /** An installed model that looks for any words, unless another one was wished for. */
    private Optional<Model> anyWords(ToolContext context) {
        if (context.wishedModel().isPresent()) {
            return Optional.empty();
        }
        try {
            return models.installed(specification().name(), families(), m -> Detectors.takesWords(m), context);
        } catch (ModelUnavailableException e) {
            context.warn(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Words that no label stands for are looked for as they are by a model that can. */
    private ToolResult byBoth(
            Arguments arguments,
            ToolContext context,
            Model closed,
            Model open,
            LabelMatcher.Match match,
            List<String> strange,
            List<Detection> strong) {
        Value.Image image = arguments.image("image");
        context.warn(closed.name() + " has no label for " + quoted(strange) + ": " + open.name() + " looked for "
                + (strange.size() == 1 ? "it" : "them"));
        WordDetector detector = detectors.open(open);
        double threshold = threshold(arguments, open, detector.usualThreshold());
        List<String> unknown = detector.unreadable(strange, context);
        List<String> readable =
                strange.stream().filter(word -> !unknown.contains(word)).toList();
        Map<String, List<String>> matched = new LinkedHashMap<>(match.matched());
        boolean alone = matched.isEmpty();
        List<Detection> found = new ArrayList<>(matching(strong, matched));
        if (!readable.isEmpty()) {
            found.addAll(detector.detect(image.raster(), readable, threshold, context.cancellation()));
        }
        readable.forEach(word -> matched.put(word, List.of(word)));
        String models = alone ? open.name() : closed.name() + ", " + open.name();
        Search search = new Search(
                words(arguments),
                matched,
                unknown,
                false,
                alone ? threshold : threshold(arguments, closed, arguments.number("threshold")),
                models);
        return ToolResult.of(Value.Detections.of(image.frame(), found).searchedFor(search), models);
    }

    private static List<Detection> matching(List<Detection> strong, Map<String, List<String>> matched) {
        Set<String> wanted = new LinkedHashSet<>();
        matched.values().forEach(wanted::addAll);
        return strong.stream()
                .filter(d -> wanted.contains(d.label()))
                .map(d -> named(d, matched))
                .toList();
    }

    private static String quoted(List<String> words) {
        return words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(", "));
    }

    /** Keeps the model's label and notes the word that it was found for, where that is another. */
    private static Detection named(Detection d, Map<String, List<String>> matched) {
        for (Map.Entry<String, List<String>> word : matched.entrySet()) {
            if (word.getValue().contains(d.label())) {
                return word.getKey().equalsIgnoreCase(d.label()) ? d : d.withAttribute("asked", word.getKey());
            }
        }
        return d;
    }

    private void tellMeaning(LabelMatcher.Match match, Model model, int labels, ToolContext context) {
        match.byMeaning()
                .forEach((word, near) -> context.warn("'" + word + "' was taken for "
                        + String.join(", ", match.matched().getOrDefault(word, List.of())) + " (similarity "
                        + Math.round(near * 100) / 100.0 + "): " + model.name() + " knows "
                        + labels + " labels only"));
        if (!match.unknown().isEmpty()) {
            context.warn(model.name() + " knows " + labels + " labels, none of which stands for "
                    + quoted(match.unknown()) + ": it was not looked for" + offer());
        }
    }

    private String offer() {
        return models.candidates(specification().name(), families()).stream()
                .filter(m -> Detectors.takesWords(m))
                .findFirst()
                .map(m -> ". A model that looks for any word: " + Models.lack(m).remedy())
                .orElse("");
    }

    private Optional<List<Value.Embedding>> embed(List<String> texts, ToolContext context) {
        if (isHan(texts)) {
            // The labels are English, and vectors of two languages' models do not compare: the tables must do.
            return Optional.empty();
        }
        try {
            Model model = models.open(EMBED, List.of("text-embedding"), Detect::readsEnglish, context);
            return Optional.of(embedders
                    .computeIfAbsent(model.name(), name -> TextEmbedder.of(model))
                    .embed(texts, context.cancellation()));
        } catch (ModelUnavailableException e) {
            context.warn("Words could not be compared by meaning: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        embedders.values().forEach(TextEmbedder::close);
        embedders.clear();
        matchers.clear();
        detectors.close();
        seen.clear();
    }
}
