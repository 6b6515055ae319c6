package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts a draft into sentences: English and Chinese, lines and lists of Markdown, whole quotations. Stateless. */
final class Sentences {
    private static final int MOST = 400;
    private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*•·#>]+\\s+|\\d{1,2}[.)]\\s+)+");
    private static final Pattern EMPHASIS = Pattern.compile("\\*\\*|__|(?<!\\w)\\*(?=\\w)|(?<=[\\w.])\\*(?!\\w)");
    private static final Set<String> SHORT =
            Set.of("e.g", "i.e", "approx", "mr", "mrs", "ms", "dr", "st", "no", "vs", "etc");
    private static final String OPENING = "“「『«‘";
    private static final String CLOSING = "”」』»’";

    private Sentences() {}

    static List<String> of(String draft) {
        List<String> sentences = new ArrayList<>();
        for (String line : draft.replace("\r", "").split("\n")) {
            String text = EMPHASIS.matcher(BULLET.matcher(line).replaceFirst(""))
                    .replaceAll("")
                    .strip();
            if (text.matches("[-=|\\s]*")) {
                continue;
            }
            cut(text, sentences);
        }
        return sentences.size() <= MOST ? sentences : sentences.subList(0, MOST);
    }

    private static void cut(String text, List<String> sentences) {
        int from = 0;
        int depth = 0;
        boolean straight = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                straight = !straight;
            } else if (OPENING.indexOf(c) >= 0) {
                depth++;
            } else if (CLOSING.indexOf(c) >= 0 && !(c == '’' && isApostrophe(text, i))) {
                depth = Math.max(0, depth - 1);
            }
            boolean quoted = depth > 0 || straight && text.indexOf('"', i + 1) > 0;
            if (!quoted && ends(text, i)) {
                int to = i + 1;
                while (to < text.length() && (CLOSING + "\")）.!?。！？").indexOf(text.charAt(to)) >= 0) {
                    to++;
                }
                add(text.substring(from, to), sentences);
                from = to;
                i = to - 1;
            } else if (c == '"'
                    && !straight
                    && i > 0
                    && ".!?".indexOf(text.charAt(i - 1)) >= 0
                    && startsSentence(text, i + 1)) {
                add(text.substring(from, i + 1), sentences);
                from = i + 1;
            } else if (depth == 0
                    && "”’".indexOf(c) >= 0
                    && i > 0
                    && ".!?".indexOf(text.charAt(i - 1)) >= 0
                    && startsSentence(text, i + 1)) {
                add(text.substring(from, i + 1), sentences);
                from = i + 1;
            }
        }
        add(text.substring(from), sentences);
    }

    private static boolean startsSentence(String text, int at) {
        return at + 1 < text.length() && text.charAt(at) == ' ' && Character.isUpperCase(text.charAt(at + 1));
    }

    private static boolean isApostrophe(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at + 1));
    }

    private static boolean ends(String text, int at) {
        char c = text.charAt(at);
        if ("。！？；".indexOf(c) >= 0) {
            return true;
        }
        if (c == '!' || c == '?') {
            return at + 1 >= text.length() || !Character.isLetterOrDigit(text.charAt(at + 1));
        }
        if (c != '.') {
            return false;
        }
        if (at + 1 < text.length()
                && !Character.isWhitespace(text.charAt(at + 1))
                && "”\")’".indexOf(text.charAt(at + 1)) < 0) {
            return false;
        }
        int word = at;
        while (word > 0 && (Character.isLetter(text.charAt(word - 1)) || text.charAt(word - 1) == '.')) {
            word--;
        }
        String before = text.substring(word, at).toLowerCase(java.util.Locale.ROOT);
        return !SHORT.contains(before) || at + 1 >= text.length();
    }

    private static void add(String text, List<String> sentences) {
        String sentence = text.strip();
        if (!sentence.isEmpty()) {
            sentences.add(sentence);
        }
    }
}
