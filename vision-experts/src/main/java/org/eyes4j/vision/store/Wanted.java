package org.eyes4j.vision.store;

import java.util.Optional;
import org.eyes4j.config.model.SourceFile;

/**
 * What is known of a file before it is fetched.
 *
 * @param name for messages
 * @param size bytes; 0 when not known
 * @param sha256 lower-case hexadecimal
 * @param limit bytes that it may have at most
 */
record Wanted(String name, long size, Optional<String> sha256, long limit) {
    static Wanted of(SourceFile file, Optional<String> sha256, long maxFile) {
        return new Wanted(file.path(), file.size(), sha256, file.size() > 0 ? file.size() : maxFile);
    }
}
