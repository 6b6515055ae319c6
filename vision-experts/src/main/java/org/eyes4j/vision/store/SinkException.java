package org.eyes4j.vision.store;

import java.io.IOException;

/** This machine could not take what a source gave, as on a full disk; asking another source would not help. */
final class SinkException extends IOException {
    private static final long serialVersionUID = 1L;

    SinkException(String message, IOException cause) {
        super(message, cause);
    }
}
