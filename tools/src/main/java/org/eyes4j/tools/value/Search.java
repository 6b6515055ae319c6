package org.eyes4j.tools.value;

import java.util.List;
import java.util.Map;

/**
 * What a detector was asked for and could look for: what makes "there is none" an honest sentence.
 *
 * @param asked the caller's words; empty means everything the model knows
 * @param matched each word that the model can look for, with the labels of its vocabulary that stand for it
 * @param unknown words that nothing in a closed vocabulary stands for: their absence says nothing
 * @param closedVocabulary whether the model knows a fixed list of labels only
 * @param threshold the score below which findings were dropped
 * @param model the model that looked
 */
public record Search(
        List<String> asked,
        Map<String, List<String>> matched,
        List<String> unknown,
        boolean closedVocabulary,
        double threshold,
        String model) {
    public Search {
        asked = List.copyOf(asked);
        matched = Map.copyOf(matched);
        unknown = List.copyOf(unknown);
    }
}
