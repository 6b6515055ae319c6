package org.eyes4j.tools.expression;

/**
 * How much an expression may be and do; expressions come from plans, and plans are not trusted.
 *
 * @param sourceLength most characters of source
 * @param nesting most levels of brackets and operators
 * @param iterations most items that {@code exists}, {@code filter}, {@code map} and their like visit in one evaluation
 * @param listLength most items of a list that an expression makes
 * @param textLength most characters of a text that an expression makes
 * @param programs how many compiled programs are kept
 */
public record ExpressionLimits(
        int sourceLength, int nesting, int iterations, int listLength, int textLength, int programs) {

    public static final ExpressionLimits DEFAULT = new ExpressionLimits(2_000, 40, 200_000, 10_000, 100_000, 256);

    public ExpressionLimits {
        if (sourceLength < 1 || nesting < 1 || iterations < 1 || listLength < 1 || textLength < 1 || programs < 1) {
            throw new IllegalArgumentException("Limits of expressions are at least 1, got " + sourceLength + ", "
                    + nesting + ", " + iterations + ", " + listLength + ", " + textLength + ", " + programs);
        }
    }
}
