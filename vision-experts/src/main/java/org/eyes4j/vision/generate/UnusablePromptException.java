package org.eyes4j.vision.generate;

/** A prompt that a model cannot take. The message is fit for a person; experts turn it into a failure of the tool. */
public final class UnusablePromptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusablePromptException(String message) {
        super(message);
    }
}
