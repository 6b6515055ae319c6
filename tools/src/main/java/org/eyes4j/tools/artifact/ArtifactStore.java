package org.eyes4j.tools.artifact;

import java.util.Arrays;
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

    /**
     * Some of the bytes, unchecked: a part has no hash of its own. What is asked for beyond the end is left out.
     *
     * @throws NoSuchArtifactException if the id is not kept
     * @throws IllegalArgumentException if it would begin before the first byte or after the last, or be less than nothing
     */
    default byte[] range(String id, long from, int length) {
        ArtifactRef ref = find(id).orElseThrow(() -> new NoSuchArtifactException(id));
        long until = until(ref, from, length);
        return Arrays.copyOfRange(get(id), (int) from, (int) until);
    }

    /** Where a range ends, for implementations. */
    static long until(ArtifactRef ref, long from, int length) {
        if (from < 0 || from > ref.size() || length < 0) {
            throw new IllegalArgumentException("A range of artifact " + ref.id() + " lies within its " + ref.size()
                    + " bytes, got " + length + " bytes from " + from);
        }
        return Math.min(ref.size(), from + length);
    }

    /** Everything kept, by id. */
    List<ArtifactRef> list();

    /** Forgets an artifact; whether there was one. */
    boolean remove(String id);
}
