package org.eyes4j.app.batch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Files of one folder that are there whole or not at all, whatever happens: each is written beside, forced to the disk, and moved
 * in. One process at a time has a folder (see {@link FolderLock}), so what lies beside at the beginning was left behind.
 * Thread-safe.
 */
final class WholeFiles {
    private static final String BESIDE = ".eyes4j-unfinished";

    private final Path folder;
    private final AtomicLong count = new AtomicLong();

    /** Writes a file's content. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    WholeFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Where a file of this name, which may lie in folders below, is or will be. */
    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Writes a file; folders above it are made. */
    void write(String name, Content content) throws IOException {
        Path beside = folder.resolve(BESIDE);
        Files.createDirectories(beside);
        Path unfinished = beside.resolve("f" + count.incrementAndGet());
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Path file = folder.resolve(name);
            Path above = file.getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    void write(String name, byte[] content) throws IOException {
        write(name, out -> out.write(content));
    }

    /** Removes what is unfinished. */
    void sweep() throws IOException {
        Path beside = folder.resolve(BESIDE);
        if (!Files.isDirectory(beside)) {
            return;
        }
        List<Path> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(beside)) {
            files.forEach(left::add);
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(beside);
    }
}
