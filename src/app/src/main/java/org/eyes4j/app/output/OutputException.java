package org.eyes4j.app.output;

import org.jspecify.annotations.Nullable;

/** A folder or file could not be written; the message says which, why and what to do. */
public final class OutputException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean wrongPlace;

    OutputException(boolean wrongPlace, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.wrongPlace = wrongPlace;
    }

    /** Whether the place given cannot be written to at all, rather than having run out of room. */
    public boolean isWrongPlace() {
        return wrongPlace;
    }
}
