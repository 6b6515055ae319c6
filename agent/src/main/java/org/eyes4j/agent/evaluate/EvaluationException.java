package org.eyes4j.agent.evaluate;

import org.jspecify.annotations.Nullable;

/** A file of recorded data is not what it should be. The message names the file, the line and what was expected. */
public final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1L;

    public EvaluationException(String message) {
        this(message, null);
    }

    public EvaluationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
