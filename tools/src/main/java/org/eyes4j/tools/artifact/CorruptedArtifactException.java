package org.eyes4j.tools.artifact;

/** Stored bytes that are not what their id says. */
public final class CorruptedArtifactException extends ArtifactStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * @param where the file, or another name of the place
     */
    public CorruptedArtifactException(String id, String found, String where) {
        super("Artifact " + id + " is corrupted: the bytes in " + where + " hash to " + found
                + "; remove it and run the step that made it again");
    }
}
