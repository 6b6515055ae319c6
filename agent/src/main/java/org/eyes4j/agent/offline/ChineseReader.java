package org.eyes4j.agent.offline;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.agent.language.ChineseNouns;

/**
 * Reads a Chinese question of either script: folds it to simplified characters, cuts it into the longest known words,
 * splits it into requests and hands their parts to the same {@link Rules} as English. Thread-safe.
 */
final class ChineseReader {
    /** Measure words, skipped after a number, "this", "which". */
    private static final String MEASURES = "个只张条辆匹头台支枝块位名架艘列本顶朵棵幅副把根颗盆片面扇部种些行件";

    private static final Set<String> BEFORE_MEASURE = Set.of("count", "num", "ord", "det", "this");

    private final Lexicon lexicon;
    private final EnglishTokens words;
    private final ChineseNouns nouns = new ChineseNouns();
    private final Rules rules = new Rules();

    ChineseReader(Lexicon lexicon, EnglishTokens words) {
        this.lexicon = lexicon;
        this.words = words;
    }

    Question read(String question) {
        String folded = nouns.fold(Givens.marked(Normalizer.normalize(question, Normalizer.Form.NFKC))
                .toLowerCase(Locale.ROOT));
        List<Clause> clauses = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        List<Token> tokens = cut(folded);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isPunctuation() && isChoice(current, tokens.subList(i + 1, tokens.size()))) {
                continue;
            }
            if (token.isPunctuation() && !token.text().equals("、")) {
                close(current, clauses, token.text().equals("?"));
            } else if (token.text().matches("并|并且|然后|同时|接着|顺便") && !current.isEmpty()) {
                close(current, clauses, false);
            } else {
                current.add(token);
            }
        }
        close(current, clauses, false);
        return Requests.read(nouns.script(question), clauses, rules);
    }

    /** 哪个更大，猫还是杯子: what is asked stands before the comma, and what there is to choose from behind it. */
    private static boolean isChoice(List<Token> before, List<Token> after) {
        return before.stream().anyMatch(t -> !t.under("more.").isEmpty())
                && before.stream().noneMatch(t -> t.is("or"))
                && after.stream().takeWhile(t -> !t.isPunctuation()).anyMatch(t -> t.is("or"));
    }

    /** 占了图片的多少: how much, not how many. */
    private static void askForShare(List<Token> clause) {
        if (clause.stream().anyMatch(t -> t.is("cover.verb"))) {
            clause.replaceAll(t -> t.text().matches("多少|多大|几成") ? new Token(t.text(), "", Set.of("cover")) : t);
        }
    }

    private void close(List<Token> current, List<Clause> clauses, boolean asked) {
        if (current.isEmpty()) {
            return;
        }
        askForShare(current);
        String said = current.stream().map(Token::text).collect(Collectors.joining());
        boolean yesNo = current.stream().anyMatch(t -> t.is("yes"));
        boolean moves = current.stream().anyMatch(t -> t.is("move"));
        boolean any = current.get(0).is("any");
        List<Piece> pieces = new ChinesePieces(lexicon, words, List.copyOf(current)).all();
        current.clear();
        if (moves) {
            verbFirst(pieces);
        }
        boolean command = !pieces.isEmpty()
                && pieces.get(0) instanceof Piece.Mark mark
                && mark.token().isAny(EnglishReader.COMMANDS);
        if (!pieces.isEmpty()) {
            clauses.add(new Clause(pieces, yesNo, command, any, asked, List.of(), said));
        }
    }

    /** "把 the cat cut out": the command stands first, as in English. */
    private static void verbFirst(List<Piece> pieces) {
        for (int i = 1; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof Piece.Mark mark
                    && mark.token().isAny("find", "keep", "remove", "read", "decode")) {
                pieces.add(0, pieces.remove(i));
                return;
            }
        }
    }

    private List<Token> cut(String text) {
        List<Token> tokens = new ArrayList<>();
        StringBuilder unknown = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c == Givens.MARK) {
                flush(unknown, tokens);
                i = give(tokens, text, i + 1);
                continue;
            }
            String phrase = longest(text, i);
            boolean measure = MEASURES.indexOf(c) >= 0
                    && phrase.length() <= 1
                    && unknown.length() == 0
                    && !tokens.isEmpty()
                    && tokens.get(tokens.size() - 1).tags().stream().anyMatch(BEFORE_MEASURE::contains);
            if (measure) {
                i++;
            } else if (!phrase.isEmpty()) {
                flush(unknown, tokens);
                tokens.add(token(phrase));
                i += phrase.length();
            } else if (Character.isWhitespace(c)) {
                flush(unknown, tokens);
                i++;
            } else if (Character.isDigit(c) && unknown.isEmpty()) {
                int end = i;
                while (end < text.length() && Character.isDigit(text.charAt(end))) {
                    end++;
                }
                tokens.add(new Token(text.substring(i, end), "", Set.of("num")));
                i = end;
            } else if (!Character.isLetterOrDigit(c)) {
                flush(unknown, tokens);
                tokens.add(new Token(Character.toString(c), "", Set.of()));
                i++;
            } else {
                unknown.append(c);
                i++;
            }
        }
        flush(unknown, tokens);
        return tokens;
    }

    /** Notes with the noun just read that an input holds its thing; gives where the input's name ends. */
    private static int give(List<Token> tokens, String text, int from) {
        int end = from;
        while (end < text.length() && (text.charAt(end) + "").matches("[a-z0-9]")) {
            end++;
        }
        if (!tokens.isEmpty()) {
            Token noun = tokens.remove(tokens.size() - 1);
            Set<String> tags = new LinkedHashSet<>(Set.of("noun"));
            if (noun.noun().isEmpty() || noun.is("unknown")) {
                tags.add("unknown");
            }
            tags.add(Givens.TAG + text.substring(from, end));
            tokens.add(new Token(noun.text(), noun.noun(), tags));
        }
        return end;
    }

    private String longest(String text, int from) {
        for (int n = Math.min(Math.max(8, nouns.longest()), text.length() - from); n > 0; n--) {
            String phrase = text.substring(from, from + n);
            if (lexicon.knows(phrase) || nouns.english(phrase).isPresent()) {
                return phrase;
            }
        }
        return "";
    }

    private void flush(StringBuilder unknown, List<Token> tokens) {
        if (unknown.length() > 0) {
            String word = unknown.toString();
            unknown.setLength(0);
            // A lone character that no lexicon knows is a particle more often than a thing.
            tokens.add(new Token(word, word, word.length() > 1 ? Set.of("unknown") : Set.of("filler")));
        }
    }

    private Token token(String phrase) {
        Set<String> tags = new LinkedHashSet<>(lexicon.tags(phrase));
        String wh = lexicon.value("wh", phrase);
        String noun = nouns.english(phrase).orElse("");
        if (!noun.isEmpty()) {
            tags.add("noun");
        }
        if (tags.contains("emotion")) {
            noun = lexicon.value("emotion", phrase);
        }
        if (tags.contains("stance")) {
            noun = lexicon.value("stance", phrase);
        }
        if (tags.contains("is")) {
            noun = lexicon.value("is", phrase);
        }
        return new Token(wh.isEmpty() ? phrase : wh, noun, tags);
    }
}
