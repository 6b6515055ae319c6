package org.eyes4j.vision.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Temperature, the k best tokens (Fan et al., 2018) and the nucleus (Holtzman et al., 2019), in transformers' order. */
final class SamplingRules {
    private SamplingRules() {}

    /** @param kept tokens that stay in any case */
    static List<TokenRule> of(GenerationSettings settings, int kept) {
        List<TokenRule> rules = new ArrayList<>();
        if (settings.temperature() != 1) {
            float temperature = (float) settings.temperature();
            rules.add((ids, length, scores) -> {
                for (int i = 0; i < scores.length; i++) {
                    scores[i] /= temperature;
                }
            });
        }
        if (settings.topK() > 0) {
            rules.add(topK(Math.max(settings.topK(), kept)));
        }
        if (settings.topP() < 1) {
            rules.add(topP(settings.topP(), kept));
        }
        return rules;
    }

    private static TokenRule topK(int k) {
        return (ids, length, scores) -> {
            if (k < scores.length) {
                float[] sorted = scores.clone();
                Arrays.sort(sorted);
                float least = sorted[sorted.length - k];
                for (int i = 0; i < scores.length; i++) {
                    if (scores[i] < least) {
                        scores[i] = Float.NEGATIVE_INFINITY;
                    }
                }
            }
        };
    }

    /** Drops the unlikely tokens that together have at most {@code 1 - p} of the probability. */
    private static TokenRule topP(double p, int kept) {
        return (ids, length, scores) -> {
            float[] logs = scores.clone();
            LogSoftmax.of(logs);
            Integer[] order = new Integer[scores.length];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Float.compare(logs[a], logs[b]));
            double sum = 0;
            for (int i = 0; i < order.length - kept; i++) {
                sum += Math.exp(logs[order[i]]);
                if (sum > 1 - p) {
                    return;
                }
                scores[order[i]] = Float.NEGATIVE_INFINITY;
            }
        };
    }
}
