package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Archives that were fetched whole and verified, kept for a day because several models may be in one. Thread-safe. */
final class Downloads {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Path folder;
    private final Duration patience;
    private final Waiter waiter;

    /**
     * A folder of archives.
     *
     * @param patience how long another process may take for one
     */
    Downloads(Path folder, Duration patience, Waiter waiter) {
        this.folder = folder;
        this.patience = patience;
        this.waiter = waiter;
    }

    /** Fetches an archive and verifies it; what it leaves at the target is taken as whole. */
    @FunctionalInterface
    interface Fetch {
        void to(Path target) throws IOException;
    }

    /** The archive of a name, fetched when it is not there. */
    Path archive(String name, Transfer transfer, Fetch fetch) throws IOException {
        Files.createDirectories(folder);
        Path archive = folder.resolve(name);
        try (StoreLock lock = StoreLock.take(folder.resolve(".locks").resolve(name), patience, waiter, transfer)) {
            if (!intact(archive)) {
                Path part = folder.resolve(name + ".part");
                fetch.to(part);
                Files.writeString(hashOf(archive), Hashes.sha256(part));
                Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return archive;
    }

    private boolean intact(Path archive) throws IOException {
        return Files.exists(archive)
                && Files.exists(hashOf(archive))
                && Files.readString(hashOf(archive)).equals(Hashes.sha256(archive));
    }

    private Path hashOf(Path archive) {
        return folder.resolve(archive.getFileName() + ".sha256");
    }

    /** Removes what no pull has touched for a day: archives, and beginnings that were never resumed. */
    void clean(Instant now) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> listing = Files.list(folder)) {
            files = listing.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try {
                if (Files.getLastModifiedTime(file).toInstant().plus(KEPT).isBefore(now)) {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException e) {
                // Another process was faster.
            }
        }
    }
}
