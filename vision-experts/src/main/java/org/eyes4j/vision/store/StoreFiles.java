package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk, as far as a pull writes to it; tests put a failing one in its place. */
interface StoreFiles {
    /** The real disk. */
    StoreFiles DISK = new StoreFiles() {
        @Override
        public OutputStream open(Path file, boolean append) throws IOException {
            return append
                    ? Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    : Files.newOutputStream(file);
        }

        @Override
        public long free(Path folder) throws IOException {
            return Files.getFileStore(folder).getUsableSpace();
        }
    };

    OutputStream open(Path file, boolean append) throws IOException;

    /** Bytes that may still be written. */
    long free(Path folder) throws IOException;
}
