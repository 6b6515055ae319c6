package org.eyes4j.wiring;

/** Where steps are run or bytes are kept is configured wrongly, or does not answer. The message is for a person. */
public final class MachinesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MachinesException(String message, Throwable cause) {
        super(message, cause);
    }

    MachinesException(String message) {
        super(message);
    }
}
