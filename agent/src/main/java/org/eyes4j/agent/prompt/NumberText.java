package org.eyes4j.agent.prompt;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as a prompt writes them. */
final class NumberText {
    private static final MathContext DIGITS = new MathContext(8, RoundingMode.HALF_EVEN);

    private NumberText() {}

    /** At most eight digits, no exponent, no trailing zeros. */
    static String of(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        BigDecimal rounded = new BigDecimal(value, DIGITS).stripTrailingZeros();
        return Math.abs(rounded.scale()) > 20 ? rounded.toString() : rounded.toPlainString();
    }

    /** A score with two digits. */
    static String score(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
