package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.English;
import org.jspecify.annotations.Nullable;

/**
 * Typing slips. Names of things are mended only where it is plain what was meant (letters swapped; one too many or too few
 * in a long word): "goat" is not a slip of "boat". Words that say what to do are offered for a second reading only.
 */
final class Spelling {
    /** A word as written, and one it may have been meant as. */
    record Slip(String written, String meant) {}

    private final Set<String> nouns = new LinkedHashSet<>();
    private final Set<String> cues = new LinkedHashSet<>();

    Spelling(Lexicon lexicon) {
        for (String phrase : lexicon.phrases().stream().sorted().toList()) {
            boolean label = lexicon.tags(phrase).contains("label");
            for (String word : phrase.split("[ -]")) {
                (label ? nouns : cues).add(word);
            }
        }
    }

    /** The question with plain slips in the names of things mended; each is noted. */
    String mendNouns(String question, List<Token> tokens, List<String> notes) {
        String mended = question;
        for (Token token : tokens) {
            String noun = unknown(token) ? plainlyMeant(token.noun()) : null;
            if (noun != null) {
                String word = token.text().equals(token.noun()) ? noun : English.plural(noun);
                mended = mended.toLowerCase(Locale.ROOT).replaceAll("\\b" + Pattern.quote(token.text()) + "\\b", word);
                notes.add("Read '" + token.text() + "' as '" + word + "'.");
            }
        }
        return mended;
    }

    /** Words one slip away from those that nothing knows of. */
    List<Slip> slips(List<Token> tokens) {
        List<Slip> slips = new ArrayList<>();
        for (Token token : tokens) {
            if (unknown(token) && token.text().length() > 1) {
                cues.stream()
                        .filter(cue -> cue.length() > 2 && likely(token.text(), cue))
                        .forEach(cue -> slips.add(new Slip(token.text(), cue)));
            }
        }
        return slips;
    }

    /** A short word has lost a letter more often than it has won one: "cute" is no slip of "cut". */
    private static boolean likely(String word, String cue) {
        boolean swapped = cue.length() == word.length() && Arrays.equals(letters(word), letters(cue));
        return isOneSlip(word, cue) && (cue.length() > word.length() || swapped || word.length() > 5);
    }

    private static boolean unknown(Token token) {
        return token.tags().isEmpty() && !token.isPunctuation() && token.text().matches("[a-z]+");
    }

    private @Nullable String plainlyMeant(String word) {
        if (word.length() < 4 || nouns.contains(word)) {
            return null;
        }
        for (String noun : nouns) {
            boolean swapped = noun.length() == word.length() && Arrays.equals(letters(noun), letters(word));
            boolean slipped =
                    Math.abs(noun.length() - word.length()) == 1 && Math.min(noun.length(), word.length()) >= 5;
            if ((swapped || slipped) && isOneSlip(word, noun)) {
                return noun;
            }
        }
        return null;
    }

    private static char[] letters(String word) {
        char[] letters = word.toCharArray();
        Arrays.sort(letters);
        return letters;
    }

    /** Whether one letter more, less, other, or two swapped make the one word the other. */
    static boolean isOneSlip(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1 || a.equals(b)) {
            return false;
        }
        int i = 0;
        while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        String restA = a.substring(i);
        String restB = b.substring(i);
        if (a.length() != b.length()) {
            return a.length() > b.length()
                    ? restA.substring(1).equals(restB)
                    : restB.substring(1).equals(restA);
        }
        boolean other = restA.substring(1).equals(restB.substring(1));
        boolean swapped = restA.length() > 1
                && restA.charAt(0) == restB.charAt(1)
                && restA.charAt(1) == restB.charAt(0)
                && restA.substring(2).equals(restB.substring(2));
        return other || swapped;
    }
}
