package org.eyes4j.vision.dual;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Vectors of a folder's pictures. Immutable.
 *
 * @param entries by path below the folder, with {@code /}
 */
record PictureIndex(Map<String, Entry> entries) {

    /**
     * One file.
     *
     * @param size of the file in bytes
     * @param modified as the file system tells, in milliseconds; with the size it tells whether to look again
     * @param hash SHA-256 of the content
     * @param vector of length 1; empty for a file that is no readable picture
     */
    record Entry(long size, long modified, String hash, float[] vector) {
        boolean isPicture() {
            return vector.length > 0;
        }

        boolean isOf(long actualSize, long actualModified) {
            return size == actualSize && modified == actualModified;
        }
    }

    PictureIndex {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static PictureIndex empty() {
        return new PictureIndex(Map.of());
    }

    Optional<Entry> find(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    /** Entries by the content of their files, so that a moved or copied picture is not run again. */
    Map<String, Entry> byHash() {
        Map<String, Entry> byHash = new LinkedHashMap<>();
        entries.values().forEach(entry -> byHash.putIfAbsent(entry.hash(), entry));
        return byHash;
    }
}
