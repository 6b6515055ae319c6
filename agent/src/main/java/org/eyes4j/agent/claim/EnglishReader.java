package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads an English sentence as what it states, clause by clause. Thread-safe. */
final class EnglishReader {
    /** Two pictures are spoken of at once. */
    private static final int SEVERAL = -1;

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

    private static final List<String> OPENERS = List.of(
            "i can confirm that",
            "i can see that",
            "we can see that",
            "you can see that",
            "i think that",
            "i think",
            "i believe that",
            "i believe",
            "it seems that",
            "it appears that",
            "it looks like",
            "it looks as if",
            "it is clear that",
            "it is likely that",
            "note that",
            "please note that",
            "my answer is",
            "the answer is that",
            "the answer is",
            "answer",
            "this means that",
            "this means",
            "that means that",
            "i would say that",
            "i would say",
            "i found that",
            "the results show that",
            "the result shows that",
            "the detector found that",
            "the picture shows that",
            "the image shows that",
            "the photo shows that",
            "it is true that",
            "in fact",
            "as far as i can tell",
            "as far as i can see",
            "yes",
            "yeah",
            "yep",
            "correct",
            "right",
            "indeed",
            "sure",
            "certainly",
            "of course",
            "actually",
            "overall",
            "in total",
            "altogether",
            "all in all",
            "in summary",
            "in short",
            "in conclusion",
            "to summarize",
            "to sum up",
            "to be precise",
            "more precisely",
            "specifically",
            "additionally",
            "in addition",
            "furthermore",
            "moreover",
            "besides",
            "also",
            "however",
            "finally",
            "lastly",
            "meanwhile",
            "therefore",
            "thus",
            "hence",
            "so",
            "then",
            "then there is",
            "well",
            "now",
            "apparently",
            "probably",
            "perhaps",
            "maybe",
            "possibly",
            "clearly",
            "evidently",
            "interestingly",
            "as you can see",
            "as can be seen",
            "as we can see",
            "from what i can see",
            "from what i can tell",
            "and",
            "but",
            "while",
            "whereas",
            "although",
            "though",
            "or",
            "plus",
            "nor",
            "with");
    private static final Set<String> FILLERS = Set.of(
            "clearly",
            "also",
            "too",
            "actually",
            "really",
            "exactly",
            "precisely",
            "indeed",
            "currently",
            "overall",
            "altogether",
            "apparently",
            "probably",
            "likely",
            "possibly",
            "perhaps",
            "maybe",
            "seemingly",
            "here",
            "again",
            "still",
            "thus",
            "therefore",
            "however",
            "simply",
            "entirely",
            "definitely",
            "certainly",
            "obviously",
            "evidently",
            "partially",
            "quite",
            "please",
            "prominently",
            "roughly speaking",
            "instead",
            "meanwhile",
            "though");
    private static final Set<String> PICTURES = Set.of(
            "picture",
            "image",
            "photo",
            "photograph",
            "scene",
            "frame",
            "pic",
            "screenshot",
            "view",
            "snapshot",
            "shot");
    private static final Set<String> PROPERTY = Set.of(
            "colour",
            "color",
            "colours",
            "colors",
            "size",
            "width",
            "height",
            "resolution",
            "rest",
            "background",
            "description",
            "area");

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
        open(words);
        words.removeIf(word -> word.sort() == Word.Sort.WORD && FILLERS.contains(word.text()));
        while (!words.isEmpty()
                && (words.get(words.size() - 1).is(",")
                        || words.get(words.size() - 1).is(":"))) {
            words.remove(words.size() - 1);
        }
        int picture = scope(words);
        open(words);
        if (words.isEmpty() || picture == SEVERAL) {
            return Reading.UNREAD;
        }
        List<Statement> statements = new EnglishClauses(new Cursor(words), kinds, several, sentence).read();
        if (statements.isEmpty() && words.removeIf(Word::isCited)) {
            statements = new EnglishClauses(new Cursor(words), kinds, several, sentence).read();
        }
        return statements.isEmpty() ? Reading.UNREAD : Reading.of(statements, picture);
    }

    private static void open(List<Word> words) {
        boolean more = true;
        while (more && !words.isEmpty()) {
            more = false;
            if (words.get(0).is(",")
                    || words.get(0).is(":")
                    || words.get(0).is("—")
                    || words.get(0).is(")")) {
                words.remove(0);
                more = true;
                continue;
            }
            if (words.get(0).is("no")
                    && (words.size() == 1
                            || words.get(1).is(",")
                            || words.get(1).is("—"))) {
                words.remove(0);
                more = true;
                continue;
            }
            if (words.get(0).is("based")
                    || words.get(0).is("according")
                    || words.get(0).is("judging")
                    || words.get(0).is("given")
                    || words.get(0).is("looking")) {
                int comma = comma(words);
                if (comma > 0 && comma < 12) {
                    words.subList(0, comma + 1).clear();
                    more = true;
                    continue;
                }
            }
            if (words.get(0).is("of")
                    && words.size() > 2
                    && (words.get(1).is("all")
                            || words.get(1).is("the")
                            || words.get(1).is("these"))) {
                int comma = comma(words);
                if (comma > 1 && comma < 7) {
                    words.subList(0, comma + 1).clear();
                    more = true;
                    continue;
                }
            }
            for (String opener : OPENERS) {
                String[] parts = opener.split(" ");
                boolean fits = parts.length < words.size();
                for (int i = 0; fits && i < parts.length; i++) {
                    fits = words.get(i).is(parts[i]);
                }
                boolean comma = fits && words.get(parts.length).is(",");
                boolean needsComma = Set.of(
                                "right", "so", "then", "well", "now", "correct", "besides", "sure", "answer")
                        .contains(opener);
                if (fits && (!needsComma || comma || words.get(parts.length).is(":"))) {
                    words.subList(0, parts.length).clear();
                    more = true;
                    break;
                }
            }
        }
    }

    private static int comma(List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is(",")) {
                return i;
            }
        }
        return -1;
    }

    /** "The first picture has …", "Image 2 shows …": which picture; it becomes "it". */
    private static int subject(List<Word> words) {
        int k = !words.isEmpty() && words.get(0).is("the") ? 1 : 0;
        int which = 0;
        if (k < words.size() && EnglishWords.ORDINALS.indexOf(words.get(k).text()) > 0) {
            which = EnglishWords.ORDINALS.indexOf(words.get(k).text());
            k++;
        }
        boolean named = k < words.size()
                && (PICTURES.contains(words.get(k).text())
                        || which > 0 && words.get(k).is("one"));
        k += named ? 1 : 0;
        if (named && which == 0 && k < words.size() && words.get(k).count() > 0) {
            which = words.get(k).count();
            k++;
        }
        if (!named
                || which == 0
                || k >= words.size()
                || !EnglishWords.SHOW.contains(words.get(k).text())
                        && !words.get(k).is("does")) {
            return 0;
        }
        Word it = new Word(
                Word.Sort.WORD,
                "it",
                Double.NaN,
                words.get(0).from(),
                words.get(k - 1).to());
        words.subList(0, k).clear();
        words.add(0, it);
        return which;
    }

    /** Takes out what only says that the picture is spoken of; gives which, where it says so. */
    private static int scope(List<Word> words) {
        int picture = subject(words);
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean in = word.is("in")
                    || word.is("within")
                    || word.is("on")
                    || word.is("of")
                    || word.is("from")
                    || word.is("throughout")
                    || word.is("across");
            if (!in) {
                continue;
            }
            int k = i + 1;
            int which = 0;
            boolean article = false;
            while (k < words.size()
                    && Set.of(
                                    "the",
                                    "this",
                                    "that",
                                    "your",
                                    "my",
                                    "an",
                                    "a",
                                    "provided",
                                    "given",
                                    "whole",
                                    "entire",
                                    "uploaded",
                                    "attached",
                                    "above",
                                    "same",
                                    "second",
                                    "first",
                                    "third",
                                    "other")
                            .contains(words.get(k).text())) {
                article = true;
                which = words.get(k).is("first")
                        ? 1
                        : words.get(k).is("second") || words.get(k).is("other")
                                ? 2
                                : words.get(k).is("third") ? 3 : which;
                k++;
            }
            boolean numbered = k < words.size() && words.get(k).text().matches("(image|picture|photo)\\d?");
            boolean named = k < words.size()
                    && words.get(k).sort() == Word.Sort.WORD
                    && PICTURES.contains(words.get(k).text());
            boolean ellipsis = !named
                    && which > 0
                    && word.is("in")
                    && (k == words.size()
                            || words.get(k).is(",")
                            || words.get(k).is("one"));
            if (!named && !numbered && !ellipsis
                    || !article && !(k + 1 < words.size() && words.get(k + 1).isNumber())
                    || word.is("on") && !named) {
                continue;
            }
            boolean property = i > 0
                    && word.is("of")
                    && (PROPERTY.contains(words.get(i - 1).text())
                            || words.get(i - 1).is("%")
                            || words.get(i - 1).is("percent"));
            boolean percent = property && !PROPERTY.contains(words.get(i - 1).text());
            boolean possessive = k + 1 < words.size() && words.get(k + 1).is("'s");
            if (property && !percent || possessive) {
                continue;
            }
            int end = ellipsis ? (k < words.size() && words.get(k).is("one") ? k + 1 : k) : k + 1;
            if (named
                    && end < words.size()
                    && words.get(end).count() > 0
                    && words.get(end).count() < 10) {
                which = words.get(end).count();
                end++;
            }
            words.subList(i, end).clear();
            if (which > 0 && picture > 0 && which != picture) {
                return SEVERAL;
            }
            picture = which > 0 ? which : picture;
            i--;
        }
        return picture;
    }
}
