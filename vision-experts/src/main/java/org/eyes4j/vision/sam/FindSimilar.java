package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
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
import org.eyes4j.vision.setprediction.ExampleBoxes;
import org.jspecify.annotations.Nullable;

/**
 * {@code find_similar}: the like of something shown, in another picture or the same. Places whose features and colours are
 * near the example's are prompted (as Zhang et al., "Personalize Segment Anything Model with One Shot", 2023, do with
 * features alone), and each mask that comes is held against the example: its outline, its pattern, its colours and its mean
 * feature, see {@link Likeness}.
 */
final class FindSimilar extends Expert {
    /** Above this a person need not be told how sure it is. */
    private static final double SURE = 0.8;

    private static final int MOST_EXAMPLES = 8;

    private static final String KNOWS =
            "The search knows a thing again in another size and light, and turned by up to about 20 degrees; another"
                    + " thing of the same sort, or the same from another side, it may miss";

    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("find_similar")
            .describedAs(
                    "Finds what looks like an example shown in another picture or the same, or says that there is none")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture to search"),
                    Port.optional(
                            "exemplar_image", Kind.IMAGE, "the picture that shows the example; 'image' when left out"),
                    Port.optional(
                            "exemplar_box",
                            Kind.VISUAL_PROMPTS,
                            "box, point or scribble on the example, in its picture"),
                    Port.optional("exemplar", Kind.VISUAL_PROMPTS, "an exemplar that brings its own picture"),
                    Port.optional("exemplar_regions", Kind.DETECTIONS, "found before: each region is an example"),
                    Port.optional("threshold", Kind.NUMBER, "least score of a finding")
                            .or(0.6)
                            .between(0.01, 1),
                    Port.optional("places", Kind.NUMBER, "how many places are looked at for each example")
                            .or(16)
                            .between(1, 200),
                    Port.optional("limit", Kind.NUMBER, "at most so many findings, the best")
                            .or(20)
                            .between(1, 200))
            .traits(Trait.MODEL)
            .alsoKnownAs("find more like this", "where else is this thing", "the same object in another picture")
            .gives(
                    Kind.DETECTIONS,
                    "what looks like the example (which is not among them itself), with masks, best first; the score is"
                            + " the probability that it is the same thing; empty when there is none");

    private final Encodings encodings;

    FindSimilar(Models models, Encodings encodings) {
        super(SPECIFICATION, models, known());
        this.encodings = encodings;
    }

    private static String[] known() {
        return Stream.concat(Stream.of(SamModel.FAMILY, SamModel.FAMILY2), ExampleBoxes.FAMILIES.stream())
                .toArray(String[]::new);
    }

    @Override
    protected boolean suits(ModelManifest manifest, Arguments arguments) {
        return !ExampleBoxes.FAMILIES.contains(manifest.family()) || ExampleBoxes.serves(manifest);
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        try {
            List<ExemplarReader.Shown> shown = ExemplarReader.read(arguments);
            if (shown.size() > MOST_EXAMPLES) {
                context.warn("Only the first " + MOST_EXAMPLES + " of " + shown.size() + " examples were used");
                shown = shown.subList(0, MOST_EXAMPLES);
            }
            Value.Detections found =
                    ExampleBoxes.FAMILIES.contains(model.manifest().family())
                            ? SimilarBoxes.find(shown, arguments, context, model)
                            : find(shown, arguments, context, encodings.model(model));
            return ToolResult.of(found, model.name());
        } catch (UnusablePromptException e) {
            return e.toFailure();
        }
    }

    private Value.Detections find(
            List<ExemplarReader.Shown> shown, Arguments arguments, ToolContext context, SamModel sam)
            throws UnusablePromptException {
        Value.Image image = arguments.image("image");
        double threshold = arguments.number("threshold");
        Segmenter segmenter = Segmenter.of(sam, image.raster(), encodings, context.cancellation());
        Looks looks = Looks.of(segmenter.encoding());
        List<SimilarSearch.Finding> findings = new ArrayList<>();
        for (ExemplarReader.Shown example : shown) {
            Segmenter from = Segmenter.of(sam, example.picture().raster(), encodings, context.cancellation());
            boolean[] mask = mask(example, from, context);
            findings.addAll(new SimilarSearch(
                            segmenter,
                            looks,
                            Looks.of(from.encoding()).exemplar(mask),
                            example.label(),
                            itself(example, image, mask, from),
                            context.cancellation())
                    .run(arguments.integer("places")));
        }
        List<SimilarSearch.Finding> distinct = SimilarSearch.distinct(findings);
        double nearest = distinct.isEmpty() ? 0 : distinct.get(0).probability();
        List<Detection> detections = distinct.stream()
                .filter(f -> f.probability() >= threshold)
                .map(f -> detection(f, segmenter))
                .toList();
        tell(detections, nearest, threshold, arguments.integer("limit"), context);
        List<String> asked =
                shown.stream().map(ExemplarReader.Shown::label).distinct().toList();
        return Value.Detections.of(
                        image.frame(), detections.subList(0, Math.min(detections.size(), arguments.integer("limit"))))
                .searchedFor(new Search(asked, Map.of(), List.of(), false, threshold, sam.name()));
    }

    /** The example's pixels on its picture's grid: its own mask, else the best one for its prompt. */
    private static boolean[] mask(ExemplarReader.Shown example, Segmenter from, ToolContext context)
            throws UnusablePromptException {
        ObjectPrompt prompt = example.target().prompt();
        Mask given = example.target().region() == null ? null : prompt.mask();
        boolean[] mask = given != null
                ? from.encoding().grid().cells(given)
                : from.candidates(prompt, context.cancellation()).stream()
                        .findFirst()
                        .map(c -> from.onGrid(from.clean(c, prompt)))
                        .orElse(new boolean[0]);
        for (boolean set : mask) {
            if (set) {
                return mask;
            }
        }
        throw UnusablePromptException.badInput(
                "No object was found where the example is shown", "Draw a box around it, or give its mask");
    }

    /** The example's mask in the picture to search, when it is shown there; else null. */
    private static @Nullable Mask itself(
            ExemplarReader.Shown example, Value.Image image, boolean[] mask, Segmenter from) {
        if (!example.picture().frame().isRelatedTo(image.frame())) {
            return null;
        }
        Mask own = from.encoding().grid().mask(mask);
        return own.map(
                example.picture().frame().to(image.frame()),
                image.frame().width(),
                image.frame().height());
    }

    private static Detection detection(SimilarSearch.Finding finding, Segmenter segmenter) {
        Candidate clean = segmenter.clean(finding.candidate(), finding.prompt());
        Mask mask = segmenter.mask(clean);
        Likeness likeness = finding.likeness();
        Detection similar = Detection.of(finding.label(), likeness.probability(), mask.box())
                .withAttribute("shape", Numbers.brief(likeness.shape()))
                .withAttribute("pattern", Numbers.brief(likeness.pattern()))
                .withAttribute("colour", Numbers.brief(likeness.colour()))
                .withAttribute("features", Numbers.brief(likeness.features()));
        return Segmenter.masked(similar, clean, mask);
    }

    private static void tell(
            List<Detection> detections, double nearest, double threshold, int limit, ToolContext context) {
        if (detections.isEmpty()) {
            context.warn("Nothing like the example was found: the likest place scores " + Numbers.brief(nearest)
                    + ", and " + Numbers.brief(threshold) + " is asked for. " + KNOWS);
            return;
        }
        if (detections.size() > limit) {
            context.warn(
                    "Only the best " + limit + " of " + detections.size() + " findings are given: 'limit' is " + limit);
        }
        long unsure =
                detections.stream().limit(limit).filter(d -> d.score() < SURE).count();
        if (unsure > 0) {
            context.warn("Not sure of " + unsure + " of " + Math.min(limit, detections.size())
                    + " findings (score below " + Numbers.brief(SURE) + "). " + KNOWS);
        }
    }

    @Override
    public void close() {
        encodings.clear();
    }
}
