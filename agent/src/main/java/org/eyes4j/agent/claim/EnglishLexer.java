package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits an English sentence into words, numbers and quotations; contractions are written out. Stateless. */
final class EnglishLexer {
    private static final Pattern TOKEN = Pattern.compile(
            "[\\[(](?:regions? |ids? )?(?<cited>[a-z]{1,3}\\d+(?:(?:, ?| and | ?, and )[a-z]{1,3}\\d+)*)[\\])]|(?<url>(?:https?://|www\\.)[^\\s”\"'）」)]*[^\\s”\"'）」).,!?;:])|[“\"](?<q1>[^“”\"]*)[”\"]|‘(?<q2>[^‘]*?)’(?![a-z])|(?<![\\w])'(?<q3>[^']+(?:'[a-z]+[^']*)*)'(?!\\w)"
                    + "|`(?<q4>[^`]+)`|[「『](?<q5>[^」』]*)[」』]|(?<num>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+)(?<ord>st|nd|rd|th)?(?<unit>px\\b)?"
                    + "|(?<word>[\\p{L}]+(?:['’][\\p{L}]+)?(?:-[\\p{L}]+)*)|(?<mark>[%×,;:()\\[\\]—–/=&+]|--)");
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("zero", 0),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("thirteen", 13),
            Map.entry("fourteen", 14),
            Map.entry("fifteen", 15),
            Map.entry("sixteen", 16),
            Map.entry("seventeen", 17),
            Map.entry("eighteen", 18),
            Map.entry("nineteen", 19),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("fifty", 50),
            Map.entry("hundred", 100),
            Map.entry("dozen", 12));
    private static final Map<String, String> IRREGULAR = Map.of(
            "can't", "can not", "cannot", "can not", "won't", "will not", "shan't", "shall not", "let's", "let us");

    private EnglishLexer() {}

    static List<Word> words(String sentence) {
        List<Word> words = new ArrayList<>();
        Matcher m = TOKEN.matcher(sentence);
        while (m.find()) {
            String quote = m.group("url") != null ? m.group("url") : quote(m);
            if (m.group("cited") != null) {
                words.add(new Word(Word.Sort.CITED, m.group("cited"), Double.NaN, m.start(), m.end()));
            } else if (quote != null) {
                words.add(new Word(Word.Sort.QUOTE, quote, Double.NaN, m.start(), m.end()));
            } else if (m.group("num") != null) {
                double number = Double.parseDouble(m.group("num").replace(",", ""));
                if (m.group("ord") != null) {
                    words.add(word(ordinal((int) number), m));
                } else {
                    words.add(new Word(Word.Sort.NUMBER, m.group("num"), number, m.start(), m.end()));
                    if (m.group("unit") != null) {
                        words.add(word("px", m));
                    }
                }
            } else if (m.group("word") != null) {
                spell(m.group("word").toLowerCase(Locale.ROOT).replace('’', '\''), m, words);
            } else {
                words.add(new Word(
                        Word.Sort.MARK,
                        m.group().equals("–") || m.group().equals("--") ? "—" : m.group(),
                        Double.NaN,
                        m.start(),
                        m.end()));
            }
        }
        return words;
    }

    private static String ordinal(int n) {
        return switch (n) {
            case 1 -> "first";
            case 2 -> "second";
            case 3 -> "third";
            case 4 -> "fourth";
            case 5 -> "fifth";
            case 6 -> "sixth";
            default -> n + "th";
        };
    }

    private static @org.jspecify.annotations.Nullable String quote(Matcher m) {
        for (int i = 1; i <= 5; i++) {
            String quote = m.group("q" + i);
            if (quote != null) {
                return quote;
            }
        }
        return null;
    }

    private static void spell(String text, Matcher m, List<Word> words) {
        String spelled = IRREGULAR.getOrDefault(text, text);
        if (spelled.equals(text)) {
            spelled = text.endsWith("n't")
                    ? text.substring(0, text.length() - 3) + " not"
                    : text.matches("(there|it|that|he|she|what|here|who|which|where)'s")
                            ? text.replace("'s", " is")
                            : text.endsWith("'s")
                                    ? text.substring(0, text.length() - 2) + " 's"
                                    : text.endsWith("'re")
                                            ? text.replace("'re", " are")
                                            : text.endsWith("'ve")
                                                    ? text.replace("'ve", " have")
                                                    : text.endsWith("'ll")
                                                            ? text.replace("'ll", " will")
                                                            : text.endsWith("'m")
                                                                    ? text.replace("'m", " am")
                                                                    : text.endsWith("'d")
                                                                            ? text.replace("'d", " would")
                                                                            : text;
        }
        for (String word : spelled.split(" ")) {
            for (String part : parts(word)) {
                Integer number = NUMBERS.get(part);
                words.add(
                        number == null ? word(part, m) : new Word(Word.Sort.NUMBER, part, number, m.start(), m.end()));
            }
        }
    }

    /** "top-left" is two words, "twenty-one" one number, "t-shirt" one word. */
    private static List<String> parts(String word) {
        int hyphen = word.indexOf('-');
        if (hyphen < 0) {
            return List.of(word);
        }
        if (word.matches("(left|right|top|bottom|upper|lower)-?most")) {
            return List.of(word.replace("-", ""));
        }
        if (word.matches("(twenty|thirty|forty|fifty|t|x|see|close|half)-.*")) {
            return List.of(word.replace("see-", "see"));
        }
        return List.of(word.split("-"));
    }

    private static Word word(String text, Matcher m) {
        return new Word(Word.Sort.WORD, text, Double.NaN, m.start(), m.end());
    }
}
