package org.eyes4j.agent.session;

/** A conversation cannot be begun, gone on with or kept; the message says why and what to do. */
public final class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What keeps it. */
    public enum Kind {
        /** The id, or what was asked of it, is not one that can be. */
        WRONG_USAGE,
        /** Another process has it. */
        LOCKED,
        /** What is kept of it cannot be read. */
        DAMAGED,
        /** It is as long, or holds as much, as the settings allow. */
        LIMIT,
        /** The disk does not take it. */
        STORAGE
    }

    private final Kind kind;

    public SessionException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
