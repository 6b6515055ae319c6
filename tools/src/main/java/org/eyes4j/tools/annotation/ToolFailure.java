package org.eyes4j.tools.annotation;

import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;

/** Thrown by a {@link VisionTool} that cannot do what it was asked for. */
public final class ToolFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FailureKind kind;
    private final String hint;

    /** What it was given cannot be used. */
    public ToolFailure(String message) {
        this(FailureKind.BAD_INPUT, message, "");
    }

    /**
     * Any sort of failure.
     *
     * @param message what was expected and what came
     * @param hint what to do about it; empty when the message says it all
     */
    public ToolFailure(FailureKind kind, String message, String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    /** The same, saying what it is about. */
    ToolFailure about(String what) {
        return new ToolFailure(kind, what + getMessage(), hint);
    }

    ToolResult result() {
        return ToolResult.failed(kind, String.valueOf(getMessage()), hint);
    }
}
