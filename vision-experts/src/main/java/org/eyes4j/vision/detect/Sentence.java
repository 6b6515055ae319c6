package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence and the phrases in it that may stand for things. Without a grammar: what lies between function words and
 * punctuation. A phrase too many costs a look and is dropped by its score; English, and other languages as far as their
 * punctuation goes.
 *
 * @param text of the sentence
 * @param spans {@code [start, end)} of each phrase, in UTF-16 characters
 */
record Sentence(String text, List<int[]> spans) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'’-]*");

    private static final Set<String> DETERMINERS = Set.of(
            "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "my", "your", "our",
            "some", "any", "each", "every", "both", "all", "several", "many", "no", "another", "other");

    private static final Set<String> BETWEEN = Set.of(
            "and",
            "or",
            "but",
            "with",
            "without",
            "of",
            "on",
            "in",
            "at",
            "by",
            "to",
            "from",
            "into",
            "onto",
            "over",
            "under",
            "above",
            "below",
            "behind",
            "before",
            "beside",
            "besides",
            "between",
            "near",
            "next",
            "front",
            "left",
            "right",
            "top",
            "bottom",
            "side",
            "inside",
            "outside",
            "through",
            "across",
            "along",
            "around",
            "against",
            "for",
            "as",
            "than",
            "while",
            "who",
            "which",
            "where",
            "when",
            "whose",
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "being",
            "has",
            "have",
            "had",
            "do",
            "does",
            "did",
            "can",
            "there",
            "here",
            "it",
            "he",
            "she",
            "they",
            "them",
            "him",
            "we",
            "you",
            "i",
            "not",
            "very",
            "then",
            "so",
            "up",
            "down",
            "off",
            "out",
            "away",
            "holds",
            "holding",
            "wears",
            "wearing",
            "sits",
            "sitting",
            "stands",
            "standing",
            "lies",
            "lying",
            "rides",
            "riding",
            "walks",
            "walking",
            "runs",
            "running",
            "looks",
            "looking",
            "eats",
            "eating",
            "plays",
            "playing",
            "uses",
            "using",
            "carries",
            "carrying",
            "jumps",
            "jumping",
            "shows",
            "showing",
            "hanging",
            "leaning",
            "parked",
            "made",
            "seen",
            "picture",
            "photo",
            "image",
            "photograph");

    Sentence {
        spans = List.copyOf(spans);
    }

    /** Phrases that are given, as a sentence of them. */
    static Sentence ofPhrases(List<String> phrases) {
        StringBuilder text = new StringBuilder();
        List<int[]> spans = new ArrayList<>();
        for (String phrase : phrases) {
            text.append(text.isEmpty() ? "" : ". ");
            spans.add(new int[] {text.length(), text.length() + phrase.length()});
            text.append(phrase);
        }
        return new Sentence(text.toString(), spans);
    }

    static Sentence of(String text) {
        List<int[]> spans = new ArrayList<>();
        int start = -1;
        int end = -1;
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String w = word.group().toLowerCase(Locale.ROOT);
            boolean apart = end >= 0 && !text.substring(end, word.start()).isBlank();
            boolean opens = DETERMINERS.contains(w);
            boolean between = BETWEEN.contains(w);
            if (start >= 0 && (apart || opens || between)) {
                add(spans, text, start, end);
                start = -1;
            }
            if (!between && !(opens && spansNothing(text, word))) {
                start = start < 0 ? word.start() : start;
                end = word.end();
            }
        }
        if (start >= 0) {
            add(spans, text, start, end);
        }
        return new Sentence(text, spans);
    }

    String phrase(int index) {
        return text.substring(spans.get(index)[0], spans.get(index)[1]);
    }

    List<String> phrases() {
        List<String> phrases = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            phrases.add(phrase(i));
        }
        return phrases;
    }

    private static boolean spansNothing(String text, Matcher word) {
        return word.end() == text.length();
    }

    /** A determiner alone ("this is …") names nothing. */
    private static void add(List<int[]> spans, String text, int start, int end) {
        if (!DETERMINERS.contains(text.substring(start, end).toLowerCase(Locale.ROOT))) {
            spans.add(new int[] {start, end});
        }
    }
}
