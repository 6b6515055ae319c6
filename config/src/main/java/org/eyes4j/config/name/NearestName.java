package org.eyes4j.config.name;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a person most likely meant. Thread-safe. */
public final class NearestName {
    private NearestName() {}

    /**
     * The candidate with the smallest edit distance (Levenshtein, with swapped neighbours as one edit), when it is near
     * enough to be a slip: at most a third of the longer name, and never more than four edits.
     */
    public static Optional<String> of(String wanted, Collection<String> candidates) {
        String key = wanted.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(c -> distance(key, c.toLowerCase(Locale.ROOT))
                        <= Math.min(4, Math.max(1, Math.max(key.length(), c.length()) / 3)))
                .min(Comparator.<String>comparingInt(c -> distance(key, c.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code "; did you mean `x`?"}, or an empty text when nothing is near. */
    public static String hint(String wanted, Collection<String> candidates) {
        return of(wanted, candidates).map(n -> "; did you mean `" + n + "`?").orElse("");
    }

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
