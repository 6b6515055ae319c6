package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.FrameMismatchException;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;
import org.jspecify.annotations.Nullable;

/**
 * {@code segment}: exact masks of what is pointed at, boxed in, scribbled on, or was detected; or, on models that know words,
 * masks of what is named or shown. See {@link Targets} for which
 * prompts mean one object, {@link MaskRanking} for how the best of several masks is chosen, {@link MaskCleaner} for what
 * {@code clean} does.
 */
final class Segment extends Expert {
    /** Below this a person should know that a mask may be wrong. */
    private static final double UNSURE = 0.5;

    /** Two masks of one thing with a larger IoU are one choice. */
    private static final double SAME = 0.95;

    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("segment")
            .describedAs(
                    "Gives the mask of each thing that is pointed at, boxed in, was detected, or is named by words")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.optional(
                            "prompts",
                            Kind.VISUAL_PROMPTS,
                            "points (positive or negative), boxes, scribbles or an earlier mask; points in a box refine"
                                    + " its object, all other points together are one object"),
                    Port.optional("regions", Kind.DETECTIONS, "things found before: each gets a mask"),
                    Port.optional(
                                    "words",
                                    Kind.listOf(Kind.TEXT),
                                    "what to find and mask, in any words, where nothing is drawn; each word by itself")
                            .atMost(100),
                    Port.optional("example", Kind.IMAGE, "a picture of such a thing, instead of words"),
                    Port.optional(
                                    "threshold",
                                    Kind.NUMBER,
                                    "how sure a pixel must be to belong to a word or example; what suits the model when left"
                                            + " out")
                            .between(0, 1),
                    Port.optional("multimask", Kind.TEXT, "the best mask of each thing, or all that are offered")
                            .oneOf("best", "all")
                            .or("best"),
                    Port.optional("clean", Kind.FLAG, "whether specks and small holes are removed")
                            .or(true),
                    Port.optional("limit", Kind.NUMBER, "at most so many things, from the first")
                            .or(100)
                            .between(1, 1000))
            .traits(Trait.MODEL)
            .alsoKnownAs("mask of an object", "pixels of a thing", "outline", "cut out what I point at")
            .gives(
                    Kind.DETECTIONS,
                    "what was given or drawn, each with its mask, the tight box around it, and how sure the mask is"
                            + " (mask_score)");

    private static final double USUAL_THRESHOLD = 0.5;
    private static final String[] BY_DRAWING = {SamModel.FAMILY, SamModel.FAMILY2};

    private final Encodings encodings;
    private final List<SegmentByMeaning> byMeaning;

    Segment(Models models, Encodings encodings, List<SegmentByMeaning> byMeaning) {
        super(SPECIFICATION, models, families(byMeaning));
        this.encodings = encodings;
        this.byMeaning = List.copyOf(byMeaning);
    }

    private static String[] families(List<SegmentByMeaning> byMeaning) {
        return Stream.concat(Stream.of(BY_DRAWING), byMeaning.stream().flatMap(m -> m.families().stream()))
                .toArray(String[]::new);
    }

    /** What is drawn is for models of the SAM family, what is meant for the others. */
    @Override
    protected boolean suits(ModelManifest manifest, Arguments arguments) {
        return byMeaning.isEmpty()
                || Meaning.isAsked(arguments) == meant(manifest).isPresent();
    }

    private Optional<SegmentByMeaning> meant(ModelManifest manifest) {
        return byMeaning.stream()
                .filter(m -> m.families().contains(manifest.family()))
                .findFirst();
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        try {
            Optional<SegmentByMeaning> meant = meant(model.manifest());
            if (meant.isPresent() && Meaning.isAsked(arguments)) {
                return byMeaning(meant.get(), arguments, context, model);
            }
            if (meant.isPresent()) {
                throw UnusablePromptException.badCall(
                        model.name() + " finds what words name, and none are given",
                        "Give 'words' or an 'example', or ask without a wish for a model");
            }
            if (!byMeaning.isEmpty() && Meaning.isAsked(arguments)) {
                throw UnusablePromptException.badCall(
                        model.name() + " understands drawn prompts, and no words or examples",
                        "Ask without a wish for a model");
            }
        } catch (UnusablePromptException e) {
            return e.toFailure();
        }
        return byDrawing(arguments, context, model);
    }

    private static ToolResult byMeaning(SegmentByMeaning how, Arguments arguments, ToolContext context, Model model)
            throws UnusablePromptException {
        Meaning meaning = Meaning.of(arguments);
        Value.Image image = arguments.image("image");
        double threshold = arguments.isStated("threshold")
                ? arguments.number("threshold")
                : model.postprocess().number("usual_threshold", USUAL_THRESHOLD);
        List<SegmentByMeaning.Meant> found = new ArrayList<>();
        if (!meaning.words().isEmpty()) {
            found.addAll(how.byWords(model, image.raster(), meaning.words(), threshold, context));
        }
        if (!meaning.examples().isEmpty() && !how.takesExamples(model)) {
            throw UnusablePromptException.badCall(
                    model.name() + " understands words only, no examples",
                    "Give 'words', or find the like of the example with 'find_similar'");
        }
        for (Raster example : meaning.examples()) {
            found.addAll(how.byExample(model, image.raster(), example, threshold, context));
        }
        Map<String, List<String>> matched = new LinkedHashMap<>();
        meaning.words().forEach(word -> matched.put(word, List.of(word)));
        List<Detection> detections = found.stream()
                .limit(arguments.integer("limit"))
                .map(m -> Detection.of(m.word(), m.score(), m.mask().box())
                        .withMask(m.mask())
                        .withAttribute("mask_score", Numbers.brief(m.score())))
                .toList();
        Search search = new Search(meaning.words(), matched, List.of(), false, threshold, model.name());
        return ToolResult.of(Value.Detections.of(image.frame(), detections).searchedFor(search), model.name());
    }

    private ToolResult byDrawing(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        Optional<Value.VisualPrompts> prompts = arguments.find("prompts", Value.VisualPrompts.class);
        Optional<Value.Detections> regions = arguments.find("regions", Value.Detections.class);
        Search search = regions.map(Value.Detections::search).orElse(null);
        try {
            if (prompts.isEmpty() && regions.isEmpty()) {
                throw UnusablePromptException.badCall(
                        "Nothing says what to segment",
                        "Give points, boxes, scribbles or a mask as 'prompts', or detections as 'regions'; "
                                + "'segment_everything' needs neither");
            }
            List<Region> inside = regions.isPresent() ? inside(regions.get(), image.frame(), context) : List.of();
            DrawnPrompts drawn = prompts.isPresent()
                    ? DrawnPrompts.read(prompts.get(), image.frame())
                    : new DrawnPrompts(List.of(), List.of(), List.of());
            boolean nothingFound = prompts.isEmpty() && inside.isEmpty();
            List<Target> targets = nothingFound ? List.of() : Targets.of(inside, drawn);
            List<Region> found = targets.isEmpty() ? List.of() : segment(targets, image, arguments, context, model);
            return ToolResult.of(new Value.Detections(image.frame(), found, search), model.name());
        } catch (UnusablePromptException e) {
            return e.toFailure();
        }
    }

    private List<Region> segment(
            List<Target> targets, Value.Image image, Arguments arguments, ToolContext context, Model model) {
        int limit = arguments.integer("limit");
        if (targets.size() > limit) {
            context.warn(
                    "Only the first " + limit + " of " + targets.size() + " things got a mask: 'limit' is " + limit);
        }
        boolean all = arguments.text("multimask").equals("all");
        Segmenter segmenter = Segmenter.of(encodings.model(model), image.raster(), encodings, context.cancellation());
        List<Region> found = new ArrayList<>();
        targets.stream()
                .limit(limit)
                .map(target -> segmenter.shortcoming(target.prompt()))
                .filter(told -> !told.isEmpty())
                .distinct()
                .forEach(context::warn);
        for (Target target : targets.stream().limit(limit).toList()) {
            List<Candidate> candidates = segmenter.candidates(target.prompt(), context.cancellation());
            List<Detection> masked = new ArrayList<>();
            List<Mask> seen = new ArrayList<>();
            for (Candidate candidate : all ? candidates : candidates.subList(0, Math.min(1, candidates.size()))) {
                Candidate chosen = arguments.flag("clean") ? segmenter.clean(candidate, target.prompt()) : candidate;
                Mask mask = segmenter.mask(chosen);
                if (!mask.isEmpty() && seen.stream().noneMatch(m -> m.iou(mask) > SAME)) {
                    seen.add(mask);
                    masked.add(Segmenter.masked(start(target, chosen, mask), chosen, mask));
                }
            }
            found.addAll(regions(target, masked, context));
        }
        return found;
    }

    private static Detection start(Target target, Candidate chosen, Mask mask) {
        return target.region() != null
                ? target.region().detection()
                : Detection.of("segment", chosen.score(), mask.box());
    }

    private static List<Region> regions(Target target, List<Detection> masked, ToolContext context) {
        Region region = target.region();
        String name = name(target);
        if (masked.isEmpty()) {
            context.warn("No mask was found for " + name);
            return region == null ? List.of() : List.of(region);
        }
        double score = Double.parseDouble(masked.get(0).attributes().getOrDefault("mask_score", "1"));
        if (score < UNSURE) {
            context.warn("The mask of " + name + " is unsure (" + Numbers.brief(score) + ")");
        }
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < masked.size(); i++) {
            // An id means one region: the best mask has it, the others wait for one of their own.
            Detection detection =
                    masked.size() == 1 ? masked.get(i) : masked.get(i).withAttribute("choice", Integer.toString(i + 1));
            regions.add(new Region(region == null || i > 0 ? "" : region.id(), detection));
        }
        return regions;
    }

    /** The regions that lie in the picture, in its frame, clipped to it. */
    private static List<Region> inside(Value.Detections given, Frame picture, ToolContext context)
            throws UnusablePromptException {
        Value.Detections mapped;
        try {
            mapped = FrameMapping.map(given, picture);
        } catch (FrameMismatchException e) {
            throw UnusablePromptException.badInput(
                    "The regions were found in picture '" + given.frame().image() + "', and the picture to segment is '"
                            + picture.image() + "'",
                    "Give regions of that picture, or the picture they were found in");
        }
        List<Region> inside = new ArrayList<>();
        for (Region region : mapped.regions()) {
            BoundingBox box = region.box().clip(picture.width(), picture.height());
            if (box.area() > 0) {
                inside.add(region.with(region.detection().withBox(box).withMask(fitting(region.mask(), picture))));
            } else {
                context.warn("Region '" + region.label() + "' lies outside the picture and was left out");
            }
        }
        return inside;
    }

    static @Nullable Mask fitting(@Nullable Mask mask, Frame picture) {
        return mask != null && mask.width() == picture.width() && mask.height() == picture.height() ? mask : null;
    }

    private static String name(Target target) {
        Region region = target.region();
        if (region != null) {
            return "region " + (region.isNamed() ? region.id() + " " : "") + "'" + region.label() + "'";
        }
        return target.prompt().bounds() != null ? "the box" : "the points";
    }

    @Override
    public void close() {
        encodings.clear();
        byMeaning.forEach(SegmentByMeaning::close);
    }
}
