package org.eyes4j.vision.dual;

import java.util.ArrayList;
import java.util.Comparator;
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

/** {@code match}: how well each text fits a picture, for itself and not against the others. */
final class Match extends Expert {
    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("match")
            .describedAs("Tells how well each of some texts describes a picture, each for itself")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.required("texts", Kind.listOf(Kind.TEXT), "whole sentences or words, taken as they are")
                            .atMost(1000))
            .traits(Trait.MODEL)
            .alsoKnownAs("does the text fit the picture", "image-text score", "caption score", "CLIPScore")
            .gives(
                    Kind.CLASSIFICATION,
                    "texts with scores, best first: a probability where the model gives one for each text (SigLIP),"
                            + " else the cosine similarity, 0 where that is negative");

    private final DualModels encoders;

    Match(Models models, DualModels encoders) {
        super(SPECIFICATION, models, DualModels.FAMILIES);
        this.encoders = encoders;
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        List<String> texts = Sentences.clean(arguments.texts("texts"));
        if (texts.isEmpty()) {
            return ToolResult.failed(FailureKind.INVALID_ARGUMENT, "'texts' holds no words", "Give at least one text");
        }
        DualEncoder encoder = encoders.of(model);
        Sentences.tellCut(texts, encoder::isCut, model.name(), context);
        float[] picture = encoders.picture(model, arguments.image("image").raster(), context.cancellation());
        double[] scores = scores(encoder, picture, encoder.texts(texts, context.cancellation()), context);
        List<Value.Classification.Entry> entries = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            entries.add(new Value.Classification.Entry(texts.get(i), scores[i]));
        }
        entries.sort(
                Comparator.comparingDouble(Value.Classification.Entry::score).reversed());
        return ToolResult.of(new Value.Classification(entries), model.name());
    }

    private static double[] scores(DualEncoder encoder, float[] picture, float[][] texts, ToolContext context) {
        if (encoder.scoresEachText()) {
            Similarity similarity = encoder.similarity(context.cancellation());
            return similarity.scores(similarity.logits(picture, texts));
        }
        double[] cosines = new Similarity(1, 0, false).logits(picture, texts);
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = Math.max(0, Math.min(1, cosines[i]));
        }
        return cosines;
    }

    @Override
    public void close() {
        encoders.close();
    }
}
