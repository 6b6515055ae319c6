package org.eyes4j.agent.offline;

import java.util.List;
import java.util.Set;

/** Tells which words of one English clause may belong to noun phrases. Stateless but for the words. */
final class EnglishNouns {
    private static final Set<String> NOUN_TAGS = Set.of(
            "label",
            "picture",
            "anything",
            "animal",
            "text",
            "surface",
            "code",
            "face",
            "person",
            "human",
            "group",
            "background",
            "rest",
            "all",
            "setting");

    private final List<Token> tokens;

    EnglishNouns(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Whether a noun phrase begins here. */
    boolean beginsAt(int from) {
        int k = from;
        while (k < tokens.size() && isBeforeNoun(tokens.get(k))) {
            k++;
        }
        return k < tokens.size() && isHead(tokens.get(k)) || k > from && isColourNoun(k - 1);
    }

    /** Whether the noun phrase that begins here names the picture. */
    boolean isPicture(int from) {
        int end = end(from);
        return end > from && tokens.get(end - 1).is("picture");
    }

    static boolean isBeforeNoun(Token token) {
        return token.isAny(
                        "det",
                        "ord",
                        "num",
                        "is",
                        "big",
                        "small",
                        "adj",
                        "dir.left",
                        "dir.right",
                        "dir.above",
                        "dir.middle",
                        "dir.below")
                || !token.under("most.").isEmpty()
                || token.text().matches("\\d{1,3}");
    }

    /** "orange" may be all there is of a noun. */
    boolean isColourNoun(int k) {
        return tokens.get(k).isAny("is") && tokens.get(k).is("label");
    }

    static boolean isHead(Token token) {
        if (token.isPunctuation() || token.text().equals("'s") || token.text().matches("\\d+")) {
            return false;
        }
        if (token.tags().isEmpty()) {
            return !token.text().endsWith("ly") && token.text().length() > 1;
        }
        return token.tags().stream().anyMatch(NOUN_TAGS::contains)
                && !(token.is("is") && token.is("label") && !token.text().endsWith("s"));
    }

    /** A word that no lexicon knows and that may be said of a noun: "dancing", "painted". */
    boolean participleAt(int k) {
        return isParticiple(tokens.get(k));
    }

    static boolean isParticiple(Token token) {
        return token.tags().isEmpty()
                && token.text().length() > 5
                && token.text().matches(".*(ing|ed)");
    }

    /** Where a noun phrase that begins here ends, so far as single words tell. */
    int end(int from) {
        int k = from;
        while (k < tokens.size() && isBeforeNoun(tokens.get(k)) && !(isColourNoun(k) && !beginsAt(k + 1))) {
            k++;
        }
        while (k < tokens.size() && isHead(tokens.get(k)) && !participleAt(k)) {
            k++;
        }
        return k;
    }
}
