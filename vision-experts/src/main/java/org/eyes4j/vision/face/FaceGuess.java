package org.eyes4j.vision.face;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.crop.CropTensor;
import org.eyes4j.vision.crop.PicturePyramid;
import org.eyes4j.vision.crop.SquareCrop;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.ModelUnavailableException;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.onnx.OnnxOutputs;

/** Something guessed of a face from its cut: the most likely label, or the mean of a distribution over years. */
final class FaceGuess {
    private final String attribute;
    private final Model model;
    private final CropTensor input;

    private FaceGuess(String attribute, Model model) {
        this.attribute = attribute;
        this.model = model;
        this.input = CropTensor.of(model.preprocess());
    }

    /** @param attribute {@code emotion} or {@code age} */
    static FaceGuess open(String attribute, Models models, ToolContext context) throws ModelUnavailableException {
        String family = "face-" + attribute;
        return new FaceGuess(attribute, models.open("face_" + attribute, List.of(family), m -> true, context));
    }

    /** The face with the guess among its attributes; of a label also how likely it is. */
    Detection add(Detection face, PicturePyramid picture, Face where, Cancellation cancellation) {
        String output = model.postprocess().text("output");
        SquareCrop crop = where.crop(1 + 2 * model.preprocess().number("margin", 0));
        try (OnnxOutputs outputs = input.run(model, picture, crop, List.of(output), cancellation)) {
            return add(face, outputs.get(output).floats());
        }
    }

    private Detection add(Detection face, FloatBuffer chances) {
        if (model.labels().isEmpty()) {
            return face.withAttribute(attribute, String.valueOf(Math.round(mean(chances))));
        }
        int best = best(chances);
        return face.withAttribute(attribute, model.labels().get(best))
                .withAttribute(attribute + "_score", String.format(Locale.ROOT, "%.2f", chances.get(best)));
    }

    /** Expected value of the index (Rothe et al., "DEX", 2015). */
    static double mean(FloatBuffer chances) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < chances.remaining(); i++) {
            sum += i * chances.get(i);
            all += chances.get(i);
        }
        return all > 0 ? sum / all : 0;
    }

    static int best(FloatBuffer chances) {
        int best = 0;
        for (int i = 1; i < chances.remaining(); i++) {
            if (chances.get(i) > chances.get(best)) {
                best = i;
            }
        }
        return best;
    }
}
