package org.eyes4j.vision.picture;

import org.jspecify.annotations.Nullable;

/**
 * A picture could not be read or written. The message names the picture, what was expected and what to do, and is fit for a
 * person; a tool turns it into a failure.
 */
public final class PictureException extends RuntimeException {
    /** What is wrong with a picture. */
    public enum Kind {
        /** There is no such file. */
        NOT_FOUND,
        /** The file is there and may not be read. */
        UNREADABLE,
        /** It has no bytes. */
        EMPTY,
        /** More bytes, pixels or parts than allowed. */
        TOO_LARGE,
        /** Not a picture of a known format. */
        UNKNOWN_FORMAT,
        /** A known format in a variant that nothing here decodes. */
        UNSUPPORTED,
        /** It ends too early. */
        TRUNCATED,
        /** Its data contradict themselves. */
        BROKEN
    }

    private final Kind kind;

    public PictureException(Kind kind, String message) {
        this(kind, message, null);
    }

    public PictureException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    static PictureException truncated(String name, PictureFormat format, String what) {
        return new PictureException(
                Kind.TRUNCATED,
                name + " is cut off: " + what + ". Expected a whole " + format
                        + " file; copy, download or export it again");
    }

    static PictureException broken(String name, PictureFormat format, String what, @Nullable Throwable cause) {
        return new PictureException(
                Kind.BROKEN,
                name + " is a damaged " + format + " file: " + what + ". Open and save it again with a picture program",
                cause);
    }

    static PictureException broken(String name, PictureFormat format, String what) {
        return broken(name, format, what, null);
    }

    static PictureException unsupported(String name, PictureFormat format, String what) {
        return new PictureException(
                Kind.UNSUPPORTED,
                name + " is a " + format + " file that is not understood: " + what
                        + ". Save it as an ordinary PNG or JPEG and try again");
    }
}
