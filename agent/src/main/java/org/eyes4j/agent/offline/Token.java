package org.eyes4j.agent.offline;

import java.util.Set;

/**
 * A word, a phrase the lexicon knows as one, or a mark of punctuation.
 *
 * @param text lower case, contractions written out
 * @param noun the text as a singular noun
 * @param tags what the lexicon says of it
 */
record Token(String text, String noun, Set<String> tags) {

    boolean is(String tag) {
        return tags.contains(tag);
    }

    boolean isAny(String... some) {
        for (String tag : some) {
            if (tags.contains(tag)) {
                return true;
            }
        }
        return false;
    }

    /** The part after a prefix of its first tag that begins so: {@code most.} gives {@code largest}. Empty without one. */
    String under(String prefix) {
        return tags.stream()
                .filter(tag -> tag.startsWith(prefix))
                .map(tag -> tag.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    boolean isPunctuation() {
        return text.length() == 1
                && !Character.isLetterOrDigit(text.charAt(0))
                && !text.equals("%")
                && !text.equals("&");
    }

    boolean endsSentence() {
        return text.equals(".") || text.equals("?") || text.equals("!") || text.equals(";");
    }
}
