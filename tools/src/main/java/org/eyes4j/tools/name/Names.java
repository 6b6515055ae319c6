package org.eyes4j.tools.name;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Names {
    private Names() {}

    /** The nearest name by edits (a swap counts one), if it is near enough to be worth a hint. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String wanted = fold(name);
        return known.stream()
                .min(Comparator.<String>comparingInt(k -> distance(wanted, fold(k)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(k -> distance(wanted, fold(k)) <= Math.max(2, wanted.length() / 3));
    }

    /** {@code "; did you mean 'segment'?"}, or the names there are. */
    public static String hint(String name, Collection<String> known) {
        return nearest(name, known)
                .map(n -> "did you mean '" + n + "'?")
                .orElseGet(() -> known.isEmpty()
                        ? "there are none"
                        : "there are: "
                                + String.join(", ", known.stream().sorted().toList()));
    }

    private static String fold(String name) {
        String short64 = name.length() > 64 ? name.substring(0, 64) : name;
        return short64.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Optimal string alignment distance (Damerau–Levenshtein without repeated swaps). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                d[i][j] = swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
            }
        }
        return d[a.length()][b.length()];
    }
}
