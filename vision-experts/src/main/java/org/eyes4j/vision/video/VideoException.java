package org.eyes4j.vision.video;

import org.jspecify.annotations.Nullable;

/** A video cannot be read; the message is for a person. */
public final class VideoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Kind {
        /** There is no such file, or it may not be read. */
        UNREADABLE,
        /** Not a video of a known format, or damaged. */
        BROKEN,
        /** Larger than allowed. */
        TOO_LARGE,
        /** It takes too long. */
        TOO_SLOW,
        /** What decodes videos cannot be had on this machine. */
        NOT_AVAILABLE
    }

    private final Kind kind;

    public VideoException(Kind kind, String message) {
        this(kind, message, null);
    }

    public VideoException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
