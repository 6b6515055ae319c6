package org.eyes4j.vision.generate;

import java.util.Arrays;
import java.util.List;

/**
 * One generated sequence.
 *
 * @param ids its tokens, prompt included, without padding; the token that ended it is the last one
 * @param promptLength how many of them were given
 * @param probabilities of the generated tokens, as the model itself saw them; {@code NaN} for those that settings forced
 * @param score its sum of log probabilities under the settings' length penalty, from beam search; 0 from other ways
 */
public record Generated(List<Long> ids, int promptLength, List<Float> probabilities, double score) {
    public Generated {
        ids = List.copyOf(ids);
        probabilities = List.copyOf(probabilities);
        if (ids.size() - promptLength != probabilities.size()) {
            throw new IllegalArgumentException("Expected a probability for each of " + (ids.size() - promptLength)
                    + " generated tokens, got " + probabilities.size());
        }
    }

    static Generated of(long[] ids, int length, int promptLength, float[] probabilities, double score) {
        return new Generated(
                Arrays.stream(ids, 0, length).boxed().toList(),
                promptLength,
                java.util.stream.IntStream.range(promptLength, length)
                        .mapToObj(i -> probabilities[i])
                        .toList(),
                score);
    }

    /** All tokens, prompt included. */
    public long[] toArray() {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    /** The generated tokens. */
    public long[] generated() {
        return ids.stream().skip(promptLength).mapToLong(Long::longValue).toArray();
    }

    /** How sure the model was of its tokens on average, from 0 to 1; forced tokens do not count. */
    public double meanProbability() {
        return probabilities.stream()
                .filter(p -> !p.isNaN())
                .mapToDouble(Float::doubleValue)
                .average()
                .orElse(0);
    }
}
