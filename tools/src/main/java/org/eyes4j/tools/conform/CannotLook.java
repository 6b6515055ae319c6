package org.eyes4j.tools.conform;

/** A check cannot be made; the message says why. */
final class CannotLook extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotLook(String message) {
        super(message, null, false, false);
    }
}
