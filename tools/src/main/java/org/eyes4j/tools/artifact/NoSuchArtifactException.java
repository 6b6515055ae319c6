package org.eyes4j.tools.artifact;

/** An id that this store does not keep. */
public final class NoSuchArtifactException extends ArtifactStoreException {
    private static final long serialVersionUID = 1L;

    public NoSuchArtifactException(String id) {
        super(
                ArtifactRef.isId(id)
                        ? "There is no artifact " + id + " here; it may have been removed, or belong to another store"
                        : "'" + ArtifactRef.brief(id) + "' is not an artifact's id: 64 hexadecimal digits (SHA-256)");
    }
}
