package org.eyes4j.plugins.http;

/** An argument that cannot be sent. The message says why and what to give instead. */
final class UnfitArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitArgumentException(String message) {
        super(message);
    }
}
