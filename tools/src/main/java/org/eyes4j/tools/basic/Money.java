package org.eyes4j.tools.basic;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sum as receipts write it: {@code 12.50}, {@code $1,234.00}, {@code 1.234,00 €}, {@code NT$120}, {@code 12,50-}.
 *
 * @param amount its value
 * @param currency its sign or letters, as written; empty where there is none
 * @param before what stands before it in its row
 */
record Money(BigDecimal amount, String currency, String before) {
    private static final String SIGN = "(?:NT\\$|US\\$|HK\\$|[$€£¥￥]|USD|EUR|GBP|TWD|JPY|CNY|CHF)";
    private static final String WITH_CENTS = "(?:\\d{1,3}(?:[,.' ]\\d{3})+|\\d{1,7})\\s?[.,]\\s?\\d{2}";
    private static final String WHOLE = "(?:\\d{1,3}(?:,\\d{3})+|\\d{1,7})";
    /** At the end of a row; a letter after it is the class of its tax. */
    private static final String END = "\\s*(?<after>" + SIGN + ")?\\s*(?<late>-)?\\s*[*]?\\s*(?:\\s[A-Z])?\\s*$";

    private static final Pattern CENTS = Pattern.compile(
            "(?<early>-)?\\s*(?<sign>" + SIGN + ")?\\s?(?<inner>-)?(?<![\\d.,])(?<number>" + WITH_CENTS + ")" + END);
    private static final Pattern SIGNED =
            Pattern.compile("(?<early>-)?\\s*(?<sign>" + SIGN + ")\\s?(?<inner>-)?(?<number>" + WHOLE + ")" + END);
    private static final Pattern PLAIN =
            Pattern.compile("(?<early>-)?(?<sign>)(?<inner>)(?<![\\d.,:/-])(?<number>" + WHOLE + ")" + END);

    /**
     * The sum at the end of a row.
     *
     * @param whole whether a whole number without a currency may be one, too
     */
    static Optional<Money> atEnd(String row, boolean whole) {
        for (Pattern pattern : whole ? new Pattern[] {CENTS, SIGNED, PLAIN} : new Pattern[] {CENTS, SIGNED}) {
            Matcher m = pattern.matcher(row);
            if (m.find()) {
                boolean negative = m.group("early") != null
                        || m.group("late") != null
                        || m.group("inner") != null && !m.group("inner").isEmpty();
                BigDecimal number = number(m.group("number"), pattern == CENTS);
                String sign =
                        m.group("sign") != null && !m.group("sign").isEmpty() ? m.group("sign") : m.group("after");
                return Optional.of(new Money(
                        negative ? number.negate() : number,
                        sign == null ? "" : sign,
                        row.substring(0, m.start()).strip()));
            }
        }
        return Optional.empty();
    }

    private static BigDecimal number(String text, boolean cents) {
        String digits = text.replaceAll("\\D", "");
        return cents ? new BigDecimal(digits).movePointLeft(2) : new BigDecimal(digits);
    }
}
