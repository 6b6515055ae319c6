package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.English;

/** Splits an English question into words and known phrases, contractions written out. Thread-safe. */
final class EnglishTokens {
    /** Tags that a plural may inherit from its singular. */
    private static final Set<String> NOUNS = Set.of(
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
            "background");

    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)*(?:\uE000[a-z0-9]+)?|'s|[%&?.!,;:]");
    private static final String[][] CONTRACTIONS = {
        {"\\bcan't\\b", "can not"},
        {"\\bwon't\\b", "will not"},
        {"n't\\b", " not"},
        {"\\b(what|where|who|how|that|there|here|he|she|which)'?s\\b(?! (?:left|right|colou?r))", "$1 is"},
        {"\\bit's\\b(?! (?:left|right|colou?r))", "it is"},
        {"\\bwhats\\b", "what is"},
        {"\\bwheres\\b", "where is"},
        {"\\b(\\w+)'re\\b", "$1 are"},
        {"\\b(\\w+)'m\\b", "$1 am"},
        {"\\b(\\w+)'d\\b", "$1 would"},
        {"\\b(\\w+)'ll\\b", "$1 will"},
        {"\\b(\\w+)'ve\\b", "$1 have"},
        {"\\blet's\\b", "let us"},
        {"s' ", "s 's "},
        {"\\b(image|picture|photo)(\\d)\\b", "$1 $2"},
        {"\\bleft hand\\b", "left-hand"},
        {"\\bright hand\\b", "right-hand"},
    };

    private final Lexicon lexicon;

    EnglishTokens(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    List<Token> split(String question) {
        String text = Givens.marked(question)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("[\"“”()\\[\\]*_/]", " ");
        for (String[] rule : CONTRACTIONS) {
            text = text.replaceAll(rule[0], rule[1]);
        }
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        joinParticles(words);
        return merge(words);
    }

    /** A word that nothing knows of, read otherwise. */
    List<Token> split(String question, String slip, String meant) {
        return split(question.toLowerCase(Locale.ROOT).replaceAll("\\b" + Pattern.quote(slip) + "\\b", meant));
    }

    /** "cut the cat out" as "cut out the cat": a verb with its particle moved up to it. */
    private void joinParticles(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            for (String particle : List.of("out", "off", "up", "away")) {
                int at = words.subList(i + 1, Math.min(words.size(), i + 9)).indexOf(particle);
                if (at <= 0
                        || words.subList(i + 1, i + 1 + at).stream()
                                .anyMatch(w -> w.length() == 1 && w.matches("\\W"))) {
                    continue;
                }
                Set<String> both = lexicon.tags(words.get(i) + " " + particle);
                if (!both.isEmpty()
                        && both.stream()
                                .anyMatch(t -> t.matches("redact.*|cutout|find|segment|crop|cover.verb|remove"))) {
                    words.remove(i + 1 + at);
                    words.add(i + 1, particle);
                    break;
                }
            }
        }
    }

    private List<Token> merge(List<String> words) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            int taken = 1;
            Token token = token(words.get(i));
            for (int n = Math.min(lexicon.longest(), words.size() - i); n > 1; n--) {
                Token phrase = token(String.join(" ", words.subList(i, i + n)));
                if (!phrase.tags().isEmpty()) {
                    token = phrase;
                    taken = n;
                    break;
                }
            }
            tokens.add(token);
            i += taken;
        }
        return tokens;
    }

    Token token(String text) {
        if (text.indexOf(Givens.MARK) >= 0) {
            return given(text);
        }
        String noun = English.singular(text);
        Set<String> tags = new LinkedHashSet<>(lexicon.tags(text));
        if (!noun.equals(text)) {
            lexicon.tags(noun).stream().filter(NOUNS::contains).forEach(tags::add);
        }
        for (String said : List.of("emotion", "stance")) {
            if (tags.contains(said)) {
                return new Token(text, lexicon.value(said, text), tags);
            }
        }
        // A colour word stands for the colour tool's name of it.
        return new Token(text, tags.contains("is") ? lexicon.value("is", text) : noun, tags);
    }

    /** A noun, of one or more words, whose thing an input holds. */
    private Token given(String text) {
        int mark = text.indexOf(Givens.MARK);
        Token plain = token(text.substring(0, mark));
        boolean phrase = plain.text().indexOf(' ') >= 0;
        if (text.indexOf(' ', mark) >= 0 || phrase && plain.tags().isEmpty()) {
            return new Token(text, text, Set.of());
        }
        Set<String> tags = new LinkedHashSet<>(plain.tags());
        tags.retainAll(NOUNS);
        if (tags.isEmpty()) {
            tags.add("label");
        }
        tags.add(Givens.TAG + text.substring(mark + 1));
        return new Token(plain.text(), English.singular(plain.text()), tags);
    }
}
