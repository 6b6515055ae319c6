package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.language.English;

/**
 * Whether a sentence says again what a model told of the picture (a caption, an answer, a description): each of its words in
 * the same order within one sentence of that, and no denial more or less. Stateless.
 */
final class Echo {
    private static final int FEWEST = 2;
    private static final Set<String> SAID_ALONG = Set.of(
            "the", "a", "an", "is", "are", "was", "were", "be", "being", "there", "it", "this", "that", "picture",
            "image", "photo", "scene", "shows", "show", "of", "in", "to", "and", "with", "yes", "here", "appears",
            "seems", "looks", "like", "see", "can", "i", "you");
    private static final Set<String> DENIALS =
            Set.of("no", "not", "none", "never", "nothing", "without", "neither", "nor");

    private Echo() {}

    static List<Evidence> of(String sentence, Map<String, String> told) {
        List<String> words = words(sentence);
        if (words.size() < FEWEST) {
            return List.of();
        }
        for (Map.Entry<String, String> text : told.entrySet()) {
            for (String one : Sentences.of(text.getValue())) {
                List<String> own = words(one);
                if (denials(words) == denials(own) && follows(words, own)) {
                    return List.of(Claims.text(one, text.getKey()));
                }
            }
        }
        return List.of();
    }

    private static long denials(List<String> words) {
        return words.stream().filter(DENIALS::contains).count();
    }

    private static boolean follows(List<String> words, List<String> own) {
        int at = 0;
        for (String word : own) {
            if (at < words.size() && words.get(at).equals(word)) {
                at++;
            }
        }
        return at == words.size();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        String spaced = text.toLowerCase(Locale.ROOT).replace("n't", " not").replaceAll("(\\p{IsHan})", " $1 ");
        Arrays.stream(spaced.split("[^\\p{L}\\p{N}.%]+|\\.(?!\\d)"))
                .filter(word -> !word.isEmpty() && !SAID_ALONG.contains(word))
                .map(English::singular)
                .forEach(words::add);
        return words;
    }
}
