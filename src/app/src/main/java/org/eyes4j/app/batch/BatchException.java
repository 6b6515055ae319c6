package org.eyes4j.app.batch;

/** A batch cannot begin or go on; the message is for a person. */
public final class BatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean usage;

    /** @param usage whether what was asked for is wrong, and not the machine */
    public BatchException(boolean usage, String message, Throwable cause) {
        super(message, cause);
        this.usage = usage;
    }

    public BatchException(boolean usage, String message) {
        super(message);
        this.usage = usage;
    }

    public boolean isUsage() {
        return usage;
    }
}
