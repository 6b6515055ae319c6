package org.eyes4j.config.model;

/** No model of that name is known. The message tells the nearest name and all known ones. */
public final class UnknownModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnknownModelException(String message) {
        super(message);
    }
}
