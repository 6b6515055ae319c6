package org.eyes4j.vision.onnx;

import org.jspecify.annotations.Nullable;

/**
 * A model could not be loaded or run. The message names the model and what to do, and is fit for a person; experts turn it
 * into a failure of the tool.
 */
public final class OnnxException extends RuntimeException {
    /** What went wrong. */
    public enum Kind {
        /** There is no such file. */
        NOT_FOUND,
        /** The file is not a model that can be loaded. */
        BROKEN,
        /** The model reaches for files outside its folder. */
        UNTRUSTED,
        /** It uses something this program does not handle. */
        UNSUPPORTED,
        /** Names, types or shapes do not fit what the model declares. */
        BAD_INPUT,
        /** It failed while running. */
        RUN_FAILED,
        /** It answered with NaN or infinity. */
        NOT_FINITE,
        /** Somebody asked it to stop. */
        CANCELLED,
        /** Its engine is closed. */
        CLOSED,
        /** It runs elsewhere, and whoever runs it does not answer now. */
        UNREACHABLE,
        /** It runs elsewhere, and did not answer in time. */
        TIMED_OUT,
        /** It runs elsewhere, and what is said of where and how is wrong. */
        MISCONFIGURED
    }

    private final Kind kind;

    public OnnxException(Kind kind, String message) {
        this(kind, message, null);
    }

    public OnnxException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
