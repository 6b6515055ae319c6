package org.eyes4j.tools.expression;

/** An expression that cannot be read, or that does not fit the values it was given. The message says what to change. */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExpressionException(String message) {
        super(message);
    }
}
