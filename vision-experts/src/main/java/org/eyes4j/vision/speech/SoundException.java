package org.eyes4j.vision.speech;

/** A sound file that is not read. The message is for people: what came, what was expected, what to do. */
public final class SoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SoundException(String message) {
        super(message);
    }
}
