package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.agent.language.ChineseNouns;
import org.eyes4j.agent.language.Lines;

/** Splits a Chinese sentence into the longest words that are known, character by character where none is. Immutable. */
final class ChineseLexer {
    private static final Pattern QUOTE = Pattern.compile("[「『“\"]([^」』”\"]*)[」』”\"]|‘([^’]*)’|《([^》]*)》");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern LATIN = Pattern.compile("[A-Za-z][A-Za-z0-9'-]*(?: [A-Za-z][A-Za-z0-9'-]*)*");

    private final ChineseNouns nouns;
    private final Map<String, Map<String, String>> words = new HashMap<>();
    private int longest = 1;

    ChineseLexer(ChineseNouns nouns) {
        this.nouns = nouns;
        for (String line : Lines.of(ChineseLexer.class, "words-zh.txt")) {
            int colon = line.indexOf(':');
            for (String entry : line.substring(colon + 1).split(",")) {
                String[] parts = entry.strip().split("=", 2);
                String word = nouns.fold(parts[0]);
                words.computeIfAbsent(word, w -> new HashMap<>())
                        .put(line.substring(0, colon), parts.length > 1 ? parts[1] : "");
                longest = Math.max(longest, word.length());
            }
        }
    }

    List<ChineseWord> words(String sentence) {
        List<ChineseWord> all = new ArrayList<>();
        String folded = nouns.fold(sentence);
        int at = 0;
        while (at < sentence.length()) {
            char c = sentence.charAt(at);
            Matcher quote = QUOTE.matcher(sentence).region(at, sentence.length());
            Matcher number = NUMBER.matcher(sentence).region(at, sentence.length());
            if (Character.isWhitespace(c) || c == '\u3000') {
                at++;
            } else if (quote.lookingAt()) {
                String text = quote.group(1) != null
                        ? quote.group(1)
                        : quote.group(2) != null ? quote.group(2) : quote.group(3);
                all.add(new ChineseWord(text, Map.of("quote", text), at, quote.end()));
                at = quote.end();
            } else if (number.lookingAt()) {
                all.add(new ChineseWord(number.group(), Map.of("number", number.group()), at, number.end()));
                at = number.end();
            } else {
                at = word(sentence, folded, at, all);
            }
        }
        return all;
    }

    private int word(String sentence, String folded, int at, List<ChineseWord> all) {
        int most = Math.min(Math.max(longest, nouns.longest()), folded.length() - at);
        for (int n = most; n > 0; n--) {
            String piece = folded.substring(at, at + n).toLowerCase(Locale.ROOT);
            Map<String, String> tags = new HashMap<>(words.getOrDefault(piece, Map.of()));
            Optional<String> noun = nouns.english(piece);
            noun.ifPresent(english -> tags.put("noun", english));
            if (!tags.isEmpty()) {
                all.add(new ChineseWord(piece, tags, at, at + n));
                return at + n;
            }
        }
        Matcher latin = LATIN.matcher(sentence).region(at, sentence.length());
        if (latin.lookingAt()) {
            String text = latin.group();
            all.add(new ChineseWord(text, Map.of("latin", text), at, latin.end()));
            return latin.end();
        }
        char c = sentence.charAt(at);
        boolean mark = "，,。.！!；;：:（）()、%％×".indexOf(c) >= 0 || folded.charAt(at) == '的';
        all.add(new ChineseWord(folded.substring(at, at + 1), mark ? Map.of("mark", "") : Map.of(), at, at + 1));
        return at + 1;
    }
}
