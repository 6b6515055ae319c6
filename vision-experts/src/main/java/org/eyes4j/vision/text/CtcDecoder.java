package org.eyes4j.vision.text;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.vision.onnx.Tensor;

/**
 * Greedy connectionist temporal classification: the best class a time step, repeats merged, blanks (class 0) dropped
 * (Graves et al., 2006).
 */
final class CtcDecoder {
    private final List<String> characters;

    /** @param characters class 1 and on; the last class is the space when the model has one class more */
    CtcDecoder(List<String> characters) {
        this.characters = List.copyOf(characters);
    }

    /** What was read, and the mean probability of its characters; 0 when nothing was. */
    record Reading(String text, double score) {}

    /**
     * What each text of a batch says.
     *
     * @param probabilities {@code [texts, steps, classes]}; NaN and infinity are refused
     */
    List<Reading> decode(Tensor probabilities) {
        int steps = probabilities.dim(1);
        int classes = probabilities.dim(2);
        int[] best = probabilities.largestOfRows();
        FloatBuffer values = probabilities.floats();
        List<Reading> readings = new ArrayList<>();
        for (int from = 0; from < best.length; from += steps) {
            StringBuilder text = new StringBuilder();
            double sum = 0;
            int read = 0;
            int previous = 0;
            for (int t = from; t < from + steps; t++) {
                if (best[t] != 0 && best[t] != previous) {
                    text.append(best[t] <= characters.size() ? characters.get(best[t] - 1) : " ");
                    sum += values.get(t * classes + best[t]);
                    read++;
                }
                previous = best[t];
            }
            readings.add(new Reading(text.toString(), read == 0 ? 0 : Math.min(1, sum / read)));
        }
        return readings;
    }
}
