package org.eyes4j.tools.artifact;

/** An artifact could not be kept or read. The message says where, why and what to do. */
public class ArtifactStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArtifactStoreException(String message) {
        super(message);
    }

    public ArtifactStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
