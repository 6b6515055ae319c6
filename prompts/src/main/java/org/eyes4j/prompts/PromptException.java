package org.eyes4j.prompts;

/** A prompt that is not there, cannot be read, or was not given what it needs. A bug of the caller or of a prompt's file. */
public final class PromptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PromptException(String message) {
        super(message);
    }
}
