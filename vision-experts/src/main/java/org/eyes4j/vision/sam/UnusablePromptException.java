package org.eyes4j.vision.sam;

import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;

/** A prompt that cannot be followed. The message is fit for a person; the hint says what to do. */
final class UnusablePromptException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String hint;

    private UnusablePromptException(FailureKind kind, String message, String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    static UnusablePromptException badInput(String message, String hint) {
        return new UnusablePromptException(FailureKind.BAD_INPUT, message, hint);
    }

    static UnusablePromptException badCall(String message, String hint) {
        return new UnusablePromptException(FailureKind.INVALID_ARGUMENT, message, hint);
    }

    ToolResult toFailure() {
        return ToolResult.failed(kind, String.valueOf(getMessage()), hint);
    }
}
