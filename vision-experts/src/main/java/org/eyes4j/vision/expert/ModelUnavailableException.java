package org.eyes4j.vision.expert;

import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;

/** No model for what is asked. The message is fit for a person and says what to do. */
public final class ModelUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String hint;

    public ModelUnavailableException(FailureKind kind, String message, String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    public FailureKind kind() {
        return kind;
    }

    public ToolResult toFailure() {
        return ToolResult.failed(kind, String.valueOf(getMessage()), hint);
    }
}
