package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.file.Path;

/** Gets the files of one kind of address. Thread-safe. */
interface Source<A extends SourceAddress> {
    /**
     * Gets a file.
     *
     * @param wanted what is known of it beforehand; the caller verifies it again
     * @param part where it goes; what lies there may be an earlier try of the same file
     * @throws SourceException with the source's answer, if it does not give the file
     * @throws SinkException if the disk does not take it
     */
    void fetch(A address, Wanted wanted, Path part, Transfer transfer) throws IOException;
}
