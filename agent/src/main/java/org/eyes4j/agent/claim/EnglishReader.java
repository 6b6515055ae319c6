package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads an English sentence as what it states, clause by clause. Thread-safe. */
final class EnglishReader {

    private static final int MOST_WORDS = 120;
    private static final Pattern TALK = Pattern.compile(
            "(hi|hello|hey|sure|certainly|of course|okay|ok|great|thanks|thank you|you're welcome|absolutely|gladly|happy to help|good question|no problem)\\b[^.]{0,60}[!.,]?"
                    + "|.*\\b(let me know|feel free|hope (this|that) helps|if you (want|would like|need|have|'d like)|happy to help|i can also|i could also|would you like|do you want|shall i|please (ask|provide|tell|upload|let))\\b.*"
                    + "|(here (is|are|'s)|here’s|below (is|are)|the following)\\b[^:]{0,80}[:.]?"
                    + "|i (looked|have looked|checked|examined|analy[sz]ed|ran|used|asked)\\b.*"
                    + "|(summary|answer|result|results|findings|evidence|details|conclusion|in summary|in short)\\s*:?");
    private static final Pattern DOUBT = Pattern.compile(
            ".*\\b(i|we) (can ?not|can't|could not|couldn't|am not able|am unable|was not able|was unable|do not know|don't know|am not sure|'m not sure|am not certain|have no way)\\b(?!.* (see|find|spot|detect|identify|notice|observe|make out|count)\\b).*"
                    + "|(i|we) (can ?not|can't|could not|couldn't) (tell|say|determine|know|look for|count|judge|verify|confirm|be sure)\\b.*"
                    + "|.*\\b(i am|i'm|i’m) (not sure|not certain|unsure|unable)\\b.*"
                    + "|.*\\b(it is|it's|it’s|this is) (unclear|not clear|not possible|impossible|unknown|hard to (say|tell)|difficult to (say|tell))\\b.*"
                    + "|.*\\b(is|are) (unclear|not known|unknown|not possible to tell)\\b.*|.*\\bthere is not enough information\\b.*|unknown\\.?");

    private final Kinds kinds;

    EnglishReader(Kinds kinds) {
        this.kinds = kinds;
    }

    /**
     * The clauses of a sentence.
     *
     * @param several whether a picture has several of a kind
     */
    List<Clause> read(String sentence, Predicate<String> several) {
        String plain = sentence.toLowerCase(Locale.ROOT).strip();
        if (plain.matches("(yes|no)[.!]?")) {
            return List.of(new Clause(sentence, Reading.of(List.of(new Statement.Verdict(plain.startsWith("y"))), 0)));
        }
        if (plain.endsWith("?") || TALK.matcher(plain).matches()) {
            return List.of(new Clause(sentence, Reading.TALK));
        }
        if (DOUBT.matcher(plain).matches()) {
            return List.of(new Clause(sentence, Reading.DOUBT));
        }
        List<Word> words = new ArrayList<>(EnglishLexer.words(sentence));
        if (words.isEmpty() || words.size() > MOST_WORDS) {
            return List.of(new Clause(sentence, Reading.UNREAD));
        }
        return split(sentence, words, several, 0);
    }

    private List<Clause> split(String sentence, List<Word> words, Predicate<String> several, int depth) {
        Reading whole = clause(sentence, words, several);
        if (whole.isRead() || depth > 8) {
            return List.of(new Clause(text(sentence, words), whole));
        }
        List<Clause> best = List.of();
        for (int i = 1; i < words.size() - 1; i++) {
            int skip = joint(words, i);
            if (skip == 0) {
                continue;
            }
            Reading left = clause(sentence, words.subList(0, i), several);
            if (!left.isRead()
                    || left.statements().stream()
                            .allMatch(s -> s instanceof Statement.Quoted || s instanceof Statement.Amount)) {
                continue;
            }
            List<Clause> right = split(sentence, words.subList(i + skip, words.size()), several, depth + 1);
            List<Clause> all = new ArrayList<>();
            all.add(new Clause(text(sentence, words.subList(0, i)), left));
            all.addAll(right);
            if (right.stream().allMatch(r -> r.reading().isRead())) {
                return all;
            }
            // A rest without a verb of its own belongs to the clause before it, which is then not read whole.
            boolean verb = words.subList(i + skip, words.size()).stream()
                    .anyMatch(w -> !w.isQuote()
                            && (EnglishWords.BE.contains(w.text())
                                    || EnglishWords.SAY.contains(w.text())
                                    || EnglishWords.COVER.contains(w.text())
                                    || EnglishWords.SHOW.contains(w.text())
                                    || EnglishWords.SEE.contains(w.text())
                                    || EnglishWords.STAND.contains(w.text())));
            if (best.isEmpty()
                    && verb
                    && (words.get(i).is(",")
                            || words.get(i).is(";")
                            || words.get(i).is("—")
                            || words.get(i).is("and")
                            || words.get(i).is("but")
                            || words.get(i).is("while"))) {
                best = all;
            }
        }
        return best.isEmpty() ? List.of(new Clause(text(sentence, words), whole)) : best;
    }

    /** How many words join two clauses here; 0 where none could. */
    private static int joint(List<Word> words, int i) {
        Word word = words.get(i);
        boolean mark = word.is(",") || word.is(";") || word.is("—") || word.is(":") || word.is("(");
        if (mark) {
            return 1;
        }
        return word.is("and")
                        || word.is("but")
                        || word.is("while")
                        || word.is("whereas")
                        || word.is("although")
                        || word.is("with")
                ? 1
                : 0;
    }

    private static String text(String sentence, List<Word> words) {
        int from = words.get(0).from();
        int to = words.get(words.size() - 1).to();
        while (to < sentence.length() && ".!?,;".indexOf(sentence.charAt(to)) >= 0) {
            to++;
        }
        return sentence.substring(from, to).strip();
    }

    private Reading clause(String sentence, List<Word> some, Predicate<String> several) {
        List<Word> words = new ArrayList<>(some);
        EnglishFraming.open(words);
        EnglishFraming.clear(words);
        while (!words.isEmpty()
                && (words.get(words.size() - 1).is(",")
                        || words.get(words.size() - 1).is(":"))) {
            words.remove(words.size() - 1);
        }
        int picture = EnglishFraming.scope(words);
        EnglishFraming.open(words);
        if (words.isEmpty() || picture == EnglishFraming.SEVERAL) {
            return Reading.UNREAD;
        }
        List<Statement> statements = new EnglishClauses(new Cursor(words), kinds, several, sentence).read();
        if (statements.isEmpty() && words.removeIf(Word::isCited)) {
            statements = new EnglishClauses(new Cursor(words), kinds, several, sentence).read();
        }
        return statements.isEmpty() ? Reading.UNREAD : Reading.of(statements, picture);
    }
}
