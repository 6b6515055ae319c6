package org.eyes4j.config.model;

import java.util.List;
import java.util.Optional;

/**
 * A file to fetch.
 *
 * @param path where it goes, relative to the model's folder
 * @param size bytes; 0 when not known
 * @param sha256 lower-case hexadecimal SHA-256; without one, the hash of the first pull is trusted and kept
 * @param sources where to get it, in the order to try
 */
public record SourceFile(String path, long size, Optional<String> sha256, List<String> sources) {
    public SourceFile {
        if (size < 0) {
            throw new IllegalArgumentException("The size of " + path + " must not be negative, got " + size);
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("The file " + path + " needs at least one source, got none");
        }
        sources = List.copyOf(sources);
    }
}
