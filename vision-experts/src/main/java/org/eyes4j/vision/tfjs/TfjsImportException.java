package org.eyes4j.vision.tfjs;

import java.io.IOException;

/** A TensorFlow.js model that cannot be imported: its files are damaged, or it uses what the importer does not know. The message says where. */
public final class TfjsImportException extends IOException {
    private static final long serialVersionUID = 1L;

    public TfjsImportException(String message) {
        super(message);
    }

    public TfjsImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
