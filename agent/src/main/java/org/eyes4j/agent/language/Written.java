package org.eyes4j.agent.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares what is said to be written with what was read: letters and digits, not case, blanks or marks. Stateless. */
public final class Written {
    private Written() {}

    /** A text as it is compared. */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || "%$€£+#@".indexOf(c) >= 0) {
                plain.appendCodePoint(c);
            } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                plain.append(' ');
            }
        });
        return plain.toString().strip();
    }

    private static String solid(String text) {
        return plain(text).replace(" ", "");
    }

    /**
     * Whether lines say a text.
     *
     * @param lines in reading order
     * @param part whether a part of a line is enough; else whole lines that follow each other, or all of several that the
     *     text parts by strokes
     */
    public static boolean says(List<String> lines, String text, boolean part) {
        String wanted = solid(text);
        if (wanted.isEmpty()) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder joined = new StringBuilder();
            for (int k = i; k < lines.size() && joined.length() <= wanted.length() + 200; k++) {
                joined.append(solid(lines.get(k)));
                if (joined.toString().equals(wanted)) {
                    return true;
                }
            }
        }
        String words = " " + plain(text) + " ";
        if (part && lines.stream().anyMatch(line -> (" " + plain(line) + " ").contains(words))) {
            return true;
        }
        if (part && (" " + plain(String.join(" ", lines)) + " ").contains(words)) {
            return true;
        }
        List<String> parts = parts(text);
        return parts.size() > 1 && parts.stream().allMatch(one -> says(lines, one, part));
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (String one : text.split("\\s*[/|\\n]\\s*")) {
            if (!solid(one).isEmpty()) {
                parts.add(one);
            }
        }
        return parts;
    }

    /** How alike two texts are, 0–1, by the letters that need changing. */
    public static double likeness(String a, String b) {
        String s = solid(a);
        String t = solid(b);
        int[] row = new int[t.length() + 1];
        for (int j = 0; j <= t.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= s.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= t.length(); j++) {
                int above = row[j];
                int change = diagonal + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        int longest = Math.max(s.length(), t.length());
        return longest == 0 ? 0 : 1 - (double) row[t.length()] / longest;
    }
}
