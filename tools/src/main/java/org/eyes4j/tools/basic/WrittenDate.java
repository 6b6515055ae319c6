package org.eyes4j.tools.basic;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date in a text.
 *
 * @param text as {@code yyyy-mm-dd} where it is certain, else as it is written
 * @param isCertain whether it is known which number is the month
 */
record WrittenDate(String text, boolean isCertain) {
    static final Pattern PATTERN =
            Pattern.compile("(?<!\\d)(?:(?<y>20\\d\\d)\\s?[-/.年]\\s?(?<m>\\d{1,2})\\s?[-/.月]\\s?(?<d>\\d{1,2})日?"
                    + "|(?<a>\\d{1,2})(?<sep>[-/.])(?<b>\\d{1,2})\\k<sep>(?<year>20\\d\\d|\\d\\d))(?!\\d)");

    static Optional<WrittenDate> in(String row) {
        Matcher m = PATTERN.matcher(row);
        return m.find() ? Optional.of(of(m)) : Optional.empty();
    }

    private static WrittenDate of(Matcher m) {
        String written = m.group();
        if (m.group("y") != null) {
            return date(number(m, "y"), number(m, "m"), number(m, "d"), written);
        }
        int year = number(m, "year") % 100 + 2000;
        int a = number(m, "a");
        int b = number(m, "b");
        // With dots the day comes first; elsewhere only a number above 12, or two that are equal, tell.
        if (m.group("sep").equals(".") || a > 12 || a == b) {
            return date(year, b, a, written);
        }
        return b > 12 ? date(year, a, b, written) : new WrittenDate(written, false);
    }

    private static WrittenDate date(int year, int month, int day, String written) {
        try {
            return new WrittenDate(LocalDate.of(year, month, day).toString(), true);
        } catch (DateTimeException e) {
            return new WrittenDate(written, false);
        }
    }

    private static int number(Matcher m, String group) {
        return Integer.parseInt(m.group(group));
    }
}
