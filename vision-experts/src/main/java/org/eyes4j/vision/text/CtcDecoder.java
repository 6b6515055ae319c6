package org.eyes4j.vision.text;

import java.util.List;

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

    /** @param probabilities {@code steps × classes} from {@code offset} on, row-major */
    Reading decode(float[] probabilities, int offset, int steps, int classes) {
        StringBuilder text = new StringBuilder();
        double sum = 0;
        int read = 0;
        int previous = 0;
        for (int t = 0; t < steps; t++) {
            int row = offset + t * classes;
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (probabilities[row + c] > probabilities[row + best]) {
                    best = c;
                }
            }
            if (best != 0 && best != previous) {
                text.append(best <= characters.size() ? characters.get(best - 1) : " ");
                sum += probabilities[row + best];
                read++;
            }
            previous = best;
        }
        return new Reading(text.toString(), read == 0 ? 0 : Math.min(1, sum / read));
    }
}
