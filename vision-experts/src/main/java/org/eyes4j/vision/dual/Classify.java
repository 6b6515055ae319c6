package org.eyes4j.vision.dual;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;

/** {@code classify}: which of any labels fits a picture best. */
final class Classify extends Expert {
    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("classify")
            .describedAs("Tells which of any given labels fits a whole picture best, with a score for each")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.required("labels", Kind.listOf(Kind.TEXT), "what it may show, in plain words")
                            .atMost(1000),
                    Port.optional(
                            "template",
                            Kind.TEXT,
                            "the sentence that labels are put into, with {} for the label; the model's own when left out"),
                    Port.optional("top", Kind.NUMBER, "at most so many labels, the best")
                            .between(1, 1000)
                            .or(1000))
            .traits(Trait.MODEL)
            .alsoKnownAs("which of these is it", "what kind of", "is it a … or a …", "zero-shot classification")
            .gives(
                    Kind.CLASSIFICATION,
                    "labels with scores, best first; of CLIP they share a sum of 1, of SigLIP each stands for itself");

    private final DualModels encoders;

    Classify(Models models, DualModels encoders) {
        super(SPECIFICATION, models, DualModels.FAMILIES);
        this.encoders = encoders;
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        List<String> labels = Sentences.clean(arguments.texts("labels"));
        if (labels.isEmpty()) {
            return ToolResult.failed(
                    FailureKind.INVALID_ARGUMENT, "'labels' holds no words", "Give at least one label, better two");
        }
        DualEncoder encoder = encoders.of(model);
        String template = arguments
                .find("template", Value.Text.class)
                .map(Value.Text::text)
                .orElse(encoder.template());
        if (!template.contains("{}")) {
            return ToolResult.failed(
                    FailureKind.INVALID_ARGUMENT,
                    "Expected {} in 'template', for the label, got '" + template + "'",
                    "As in 'a photo of a {}'");
        }
        ZeroShot zeroShot = new ZeroShot(encoder, template);
        Sentences.tellCut(zeroShot.sentences(labels), encoder::isCut, model.name(), context);
        encoders.tellScale(model, encoder, context);
        float[] picture = encoders.picture(model, arguments.image("image").raster(), context.cancellation());
        List<Value.Classification.Entry> entries =
                zeroShot.classify(picture, labels, context.cancellation()).ranked().stream()
                        .limit(arguments.integer("top"))
                        .map(s -> new Value.Classification.Entry(s.label(), s.score()))
                        .toList();
        return ToolResult.of(new Value.Classification(entries), model.name());
    }

    @Override
    public void close() {
        encoders.close();
    }
}
