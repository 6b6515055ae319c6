package org.eyes4j.tools.geometry;

import java.util.Arrays;

/**
 * COCO's compressed counts: each count from the fourth on as the difference to the count two before, written in groups of five bits, lowest
 * first, one character each from {@code '0'} on, 0x20 marking that more follow (the scheme of pycocotools' {@code maskApi}).
 */
final class RleString {
    private static final int FIRST = '0';
    private static final int MORE = 0x20;
    private static final int SIGN = 0x10;
    private static final int DIGIT = 0x1f;
    /** 7 groups of 5 bits hold any difference of two ints. */
    private static final int MAX_GROUPS = 7;

    private RleString() {}

    static String encode(int[] counts) {
        StringBuilder text = new StringBuilder(counts.length * 2);
        for (int i = 0; i < counts.length; i++) {
            int rest = i > 2 ? counts[i] - counts[i - 2] : counts[i];
            boolean more = true;
            while (more) {
                int group = rest & DIGIT;
                rest >>= 5;
                more = rest != ((group & SIGN) == 0 ? 0 : -1);
                text.append((char) (FIRST + (more ? group | MORE : group)));
            }
        }
        return text.toString();
    }

    static int[] decode(String text, int pixels) {
        int[] counts = new int[Math.min(text.length(), 1 << 16)];
        int n = 0;
        long sum = 0;
        int at = 0;
        while (at < text.length()) {
            int begin = at;
            long value = 0;
            int groups = 0;
            boolean more = true;
            while (more) {
                if (at == text.length()) {
                    throw wrong(begin, "a whole count", "the end of the text");
                }
                int group = text.charAt(at) - FIRST;
                if (group < 0 || group > (DIGIT | MORE)) {
                    throw wrong(at, "a character from '0' to 'o'", shown(text.charAt(at)));
                }
                if (groups == MAX_GROUPS) {
                    throw wrong(begin, "a count of at most " + MAX_GROUPS + " characters", "a longer one");
                }
                value |= (long) (group & DIGIT) << (5 * groups++);
                more = (group & MORE) != 0;
                if (!more && (group & SIGN) != 0) {
                    value |= -1L << (5 * groups);
                }
                at++;
            }
            if (n > 2) {
                value += counts[n - 2];
            }
            sum += value;
            if (value < 0 || sum > pixels) {
                throw wrong(begin, "counts of at least 0 that sum to " + pixels, value < 0 ? "" + value : "" + sum);
            }
            if (n == counts.length) {
                counts = Arrays.copyOf(counts, n * 2);
            }
            counts[n++] = (int) value;
        }
        if (sum != pixels) {
            throw wrong(text.length(), "counts that sum to width * height = " + pixels, "a sum of " + sum);
        }
        return Arrays.copyOf(counts, n);
    }

    private static String shown(char c) {
        return c > ' ' && c < 0x7f ? "'" + c + "'" : String.format("U+%04X", (int) c);
    }

    private static IllegalArgumentException wrong(int offset, String expected, String found) {
        return new IllegalArgumentException(
                "Compressed mask counts, offset " + offset + ": expected " + expected + ", found " + found);
    }
}
