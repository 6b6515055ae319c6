package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as stems of their words, for comparing by words. */
public final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Set<String> EMPTY = Set.of(
            "a", "an", "the", "of", "to", "for", "from", "in", "on", "by", "with", "and", "or", "is", "are", "be", "as",
            "can", "that", "this", "it", "its", "which", "into", "using", "use", "used", "such", "some", "any", "given",
            "step", "i", "my", "me", "you", "your", "then", "also", "want", "would", "like", "please", "have", "task");
    /** Longest first: the first that fits is cut. */
    private static final List<String> ENDINGS = List.of(
            "ification",
            "ization",
            "isation",
            "ations",
            "izer",
            "iser",
            "ifier",
            "ified",
            "ifies",
            "ation",
            "ition",
            "ings",
            "ing",
            "ions",
            "ion",
            "ers",
            "ors",
            "ies",
            "er",
            "or",
            "ed",
            "es",
            "s",
            "e");

    private Words() {}

    /** The stems of a text's words, in order; little words left out. */
    public static List<String> of(String text) {
        List<String> stems = new ArrayList<>();
        Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.find()) {
            if (!EMPTY.contains(words.group())) {
                stems.add(stem(words.group()));
            }
        }
        return stems;
    }

    static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= 4) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }

    /** 1 for the same stem, less for a common beginning, 0 for none. */
    static double alike(String a, String b) {
        if (a.equals(b)) {
            return 1;
        }
        int shorter = Math.min(a.length(), b.length());
        if (shorter < 5) {
            return 0;
        }
        int common = 0;
        while (common < shorter && a.charAt(common) == b.charAt(common)) {
            common++;
        }
        return common >= Math.max(5, shorter - 1) ? 0.7 : 0;
    }

    /** The first letters of a text's words, as {@code ocr} of {@code optical character recognition}. */
    static String initials(String text) {
        StringBuilder initials = new StringBuilder();
        Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.find()) {
            initials.append(words.group().charAt(0));
        }
        return initials.toString();
    }

    /** The abbreviations in a text: short words in capitals. */
    static List<String> abbreviations(String text) {
        List<String> found = new ArrayList<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String word = words.group();
            if (word.length() >= 2 && word.length() <= 5 && word.equals(word.toUpperCase(Locale.ROOT))) {
                found.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    /** Lower-case words with one space between and around. */
    static String spoken(String text) {
        StringBuilder spoken = new StringBuilder(" ");
        Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.find()) {
            spoken.append(words.group()).append(' ');
        }
        return spoken.toString();
    }

    /** The share of a name's words that stand together in a spoken text; 0 if only single words do. */
    static double longestPhrase(String name, String spoken) {
        String[] words = spoken(name).strip().split(" ");
        for (int length = words.length; length >= 2; length--) {
            for (int start = 0; start + length <= words.length; start++) {
                String phrase = " " + String.join(" ", List.of(words).subList(start, start + length)) + " ";
                if (spoken.contains(phrase)) {
                    return (double) length / words.length;
                }
            }
        }
        return 0;
    }
}
