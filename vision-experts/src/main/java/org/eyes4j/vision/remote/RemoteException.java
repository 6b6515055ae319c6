package org.eyes4j.vision.remote;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something remote did not do what was asked. The message names it, tells what was expected and found, and holds no secret. */
public final class RemoteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public enum Kind {
        /** It does not answer, or says that it cannot now. */
        UNREACHABLE,
        /** Not within the time that it has. */
        TIMED_OUT,
        /** Somebody asked to stop. */
        CANCELLED,
        /** Where it is, or with what right it is asked, is configured wrongly. */
        MISCONFIGURED,
        /** It does not take what was sent. */
        REFUSED,
        /** It answered, but not what it should. */
        WRONG_ANSWER
    }

    private final Kind kind;
    private final boolean again;
    private final @Nullable Duration wait;

    private RemoteException(
            Kind kind, String message, boolean again, @Nullable Duration wait, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.again = again;
        this.wait = wait;
    }

    public RemoteException(Kind kind, String message) {
        this(kind, message, false, null, null);
    }

    public RemoteException(Kind kind, String message, Throwable cause) {
        this(kind, message, false, null, cause);
    }

    /**
     * One that another try may mend.
     *
     * @param wait how long it asked to be left alone before that, if it did
     */
    public static RemoteException passing(String message, Optional<Duration> wait, @Nullable Throwable cause) {
        return new RemoteException(Kind.UNREACHABLE, message, true, wait.orElse(null), cause);
    }

    public Kind kind() {
        return kind;
    }

    boolean mayPass() {
        return again;
    }

    Optional<Duration> waiting() {
        return Optional.ofNullable(wait);
    }

    /** Whether it tells of the other side, so that asking it anew at once is of no use. */
    boolean isFailing() {
        return kind == Kind.UNREACHABLE || kind == Kind.TIMED_OUT;
    }
}
