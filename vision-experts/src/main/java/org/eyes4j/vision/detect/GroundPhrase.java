package org.eyes4j.vision.detect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.florence.FlorenceModels;
import org.eyes4j.vision.hub.HubFamily;

/**
 * {@code ground_phrase}: each phrase of a sentence to the place in a picture that it speaks of, or to none.
 */
public final class GroundPhrase extends Expert {
    private final Detectors detectors;

    public GroundPhrase(Models models) {
        this(models, new FlorenceModels(1));
    }

    /** @param florence shared with other tools */
    public GroundPhrase(Models models, FlorenceModels florence) {
        super(
                ToolSpecification.named("ground_phrase")
                        .describedAs("Finds for every phrase of a sentence the place in the picture that it speaks of")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture to look at"),
                                Port.optional(
                                                "sentence",
                                                Kind.TEXT,
                                                "what is said of the picture; its phrases are picked out of it")
                                        .atMost(2000),
                                Port.optional(
                                                "phrases",
                                                Kind.listOf(Kind.TEXT),
                                                "the phrases themselves, where they are known")
                                        .atMost(200),
                                Port.optional(
                                                "threshold",
                                                Kind.NUMBER,
                                                "phrases whose best place scores less have none")
                                        .between(0.01, 1))
                        .traits(Trait.MODEL)
                        .alsoKnownAs("phrase grounding", "referring expression", "which part of the picture is meant")
                        .gives(Kind.DETECTIONS, "the best place of each phrase that has one, in their order"),
                models,
                HubFamily.GROUNDING_DINO.id(),
                HubFamily.OWLV2.id(),
                HubFamily.OWLVIT.id(),
                HubFamily.FLORENCE2.id());
        this.detectors = new Detectors(florence, new NoVectors());
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        List<String> given = arguments.texts("phrases").stream()
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .distinct()
                .toList();
        Sentence sentence = !given.isEmpty()
                ? Sentence.ofPhrases(given)
                : Sentence.of(arguments.has("sentence") ? arguments.text("sentence") : "");
        if (sentence.spans().isEmpty()) {
            return ToolResult.failed(
                    FailureKind.INVALID_ARGUMENT,
                    "There is no phrase to find: 'sentence' names no thing and 'phrases' is empty",
                    "Give a 'sentence' as \"a dog beside a red car\", or 'phrases'");
        }
        WordDetector detector = detectors.open(model);
        double threshold = arguments.has("threshold")
                ? arguments.number("threshold")
                : model.postprocess().number("usual_threshold", detector.usualThreshold());
        Value.Image image = arguments.image("image");
        List<Detection> found = detector.ground(image.raster(), sentence, context).stream()
                .filter(d -> d.score() >= threshold)
                .toList();
        Map<String, List<String>> matched = new LinkedHashMap<>();
        sentence.phrases().forEach(phrase -> matched.put(phrase, List.of(phrase)));
        Search search = new Search(sentence.phrases(), matched, List.of(), false, threshold, model.name());
        return ToolResult.of(Value.Detections.of(image.frame(), found).searchedFor(search), model.name());
    }

    @Override
    public void close() {
        detectors.close();
    }
}
