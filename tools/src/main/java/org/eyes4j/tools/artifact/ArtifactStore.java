package org.eyes4j.tools.artifact;

import java.util.List;
import java.util.Optional;

/**
 * Bytes kept under the SHA-256 of what they are: the same bytes are kept once, and an id says what it must give back.
 * Thread-safe. An implementation inherits {@code ArtifactStoreContractTest}.
 */
public interface ArtifactStore {

    /**
     * Keeps bytes; all of them or, when this throws, none. Bytes that are there already keep their first media type.
     *
     * @throws ArtifactStoreException if there is no room or no right to write
     */
    ArtifactRef put(byte[] bytes, String mediaType);

    /** What is known of an artifact; empty for an id that is not kept or no id at all. Does not read the bytes. */
    Optional<ArtifactRef> find(String id);

    /**
     * The bytes, a fresh array, checked against the id.
     *
     * @throws NoSuchArtifactException if the id is not kept
     * @throws CorruptedArtifactException if what is kept are other bytes than were put
     */
    byte[] get(String id);

    /** Everything kept, by id. */
    List<ArtifactRef> list();

    /** Forgets an artifact; whether there was one. */
    boolean remove(String id);
}
