package org.eyes4j.tools.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CEL's five arithmetic operators, for whole numbers and fractions in any mixture. Two whole numbers stay whole and may
 * not overflow; {@code +} also joins texts and lists, up to the limits.
 */
final class CelArithmetic {
    /** CEL's names of the operators and the signs people write. */
    static final Map<String, Character> OPERATORS = Collections.unmodifiableMap(
            new TreeMap<>(Map.of("_+_", '+', "_-_", '-', "_*_", '*', "_/_", '/', "_%_", '%')));

    private final ExpressionLimits limits;

    CelArithmetic(ExpressionLimits limits) {
        this.limits = limits;
    }

    Object apply(char sign, Object a, Object b) {
        if (a instanceof Long m && b instanceof Long n) {
            return whole(sign, m, n);
        }
        if (a instanceof Number m && b instanceof Number n) {
            return fraction(sign, m.doubleValue(), n.doubleValue());
        }
        if (sign == '+' && a instanceof String s && b instanceof String t) {
            if ((long) s.length() + t.length() > limits.textLength()) {
                throw new ExpressionException("a text made by '+' has at most " + limits.textLength() + " characters");
            }
            return s + t;
        }
        if (sign == '+' && a instanceof List<?> s && b instanceof List<?> t) {
            if ((long) s.size() + t.size() > limits.listLength()) {
                throw new ExpressionException(
                        "a list made by 'map', 'filter' or '+' has at most " + limits.listLength() + " items");
            }
            List<Object> all = new ArrayList<>(s.size() + t.size());
            all.addAll(s);
            all.addAll(t);
            return all;
        }
        throw new ExpressionException("'" + sign + "' does not work on " + CelFaults.describe(a) + " and "
                + CelFaults.describe(b) + "; it takes two numbers"
                + (sign == '+' ? ", two texts or two lists (string(x) makes a text)" : ""));
    }

    private static Object whole(char sign, long m, long n) {
        try {
            return switch (sign) {
                case '+' -> Math.addExact(m, n);
                case '-' -> Math.subtractExact(m, n);
                case '*' -> Math.multiplyExact(m, n);
                case '/' -> m == Long.MIN_VALUE && n == -1 ? Math.negateExact(m) : m / notZero(n);
                default -> m % notZero(n);
            };
        } catch (ArithmeticException e) {
            throw new ExpressionException(m + " " + sign + " " + n + " is too large a whole number");
        }
    }

    private static Object fraction(char sign, double m, double n) {
        return switch (sign) {
            case '+' -> m + n;
            case '-' -> m - n;
            case '*' -> m * n;
            case '/' -> m / n;
            default -> m % n;
        };
    }

    private static long notZero(long n) {
        if (n == 0) {
            throw new ExpressionException("there is a division by zero");
        }
        return n;
    }
}
