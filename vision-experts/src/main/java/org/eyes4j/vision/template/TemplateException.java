package org.eyes4j.vision.template;

/** A template that is not understood here, or that refuses what it was given. The message is for people. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }
}
