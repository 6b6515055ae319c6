package org.eyes4j.vision.dual;

import java.util.List;
import java.util.function.Predicate;
import org.eyes4j.tools.ToolContext;

/** Words as they come from a caller. Stateless. */
final class Sentences {
    private Sentences() {}

    /** Without blanks around them, without empty ones, each once. */
    static List<String> clean(List<String> words) {
        return words.stream()
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .distinct()
                .toList();
    }

    /** Tells which texts a model reads the beginning of only. */
    static void tellCut(List<String> sentences, Predicate<String> isCut, String model, ToolContext context) {
        List<String> cut = sentences.stream().filter(isCut).toList();
        if (!cut.isEmpty()) {
            String first = cut.get(0);
            context.warn(model + " reads only the beginning of "
                    + (cut.size() == 1 ? "a text that is" : cut.size() + " texts that are") + " too long for it, as \""
                    + (first.length() > 60 ? first.substring(0, 60) + "…" : first) + "\"");
        }
    }
}
