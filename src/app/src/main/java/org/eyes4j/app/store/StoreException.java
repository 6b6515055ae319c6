package org.eyes4j.app.store;

/** The database cannot be opened, read or written; the message says which, why and what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What keeps it. */
    public enum Kind {
        /** The configuration is wrong, or there is no such database. */
        CONFIGURATION,
        /** It does not take or give what it should: a full disk, a lost connection, a damaged file. */
        STORAGE,
        /** Another server went on with this since. */
        TAKEN_OVER
    }

    private final Kind kind;

    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
