package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Archives that were fetched whole and verified, kept for a day because several models may be in one. Beside each stands for
 * which models it was fetched. Thread-safe.
 */
final class Downloads {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String MODELS = ".models";

    private final Path folder;
    private final StoreLocks locks;

    Downloads(Path folder, StoreLocks locks) {
        this.folder = folder;
        this.locks = locks;
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
        try (StoreLock lock = lock(name, transfer)) {
            Set<String> models = models(archive);
            if (models.add(transfer.model())) {
                Files.write(modelsOf(archive), models);
            }
            if (!intact(archive)) {
                Path part = folder.resolve(name + ".part");
                try {
                    fetch.to(part);
                } finally {
                    if (!Files.exists(part)) {
                        Files.deleteIfExists(modelsOf(archive));
                    }
                }
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

    /**
     * Removes archives, and beginnings of them, that no other model was taken from.
     *
     * @return bytes that were freed
     */
    long forget(Transfer transfer) throws IOException {
        long freed = 0;
        for (Path file : files()) {
            String note = String.valueOf(file.getFileName());
            if (!note.endsWith(MODELS)) {
                continue;
            }
            String name = note.substring(0, note.length() - MODELS.length());
            try (StoreLock lock = lock(name, transfer)) {
                Path archive = folder.resolve(name);
                Set<String> models = models(archive);
                if (models.remove(transfer.model())) {
                    freed += models.isEmpty() ? delete(archive) : 0;
                    if (!models.isEmpty()) {
                        Files.write(modelsOf(archive), models);
                    }
                }
            }
        }
        return freed;
    }

    private long delete(Path archive) throws IOException {
        PartFile part = new PartFile(folder.resolve(archive.getFileName() + ".part"));
        long bytes = part.size() + new PartFile(archive).size();
        part.delete();
        Files.deleteIfExists(archive);
        Files.deleteIfExists(hashOf(archive));
        Files.deleteIfExists(modelsOf(archive));
        return bytes;
    }

    private StoreLock lock(String name, Transfer transfer) throws IOException {
        return locks.take(folder.resolve(".locks").resolve(name), "fetching " + name, transfer);
    }

    private Set<String> models(Path archive) throws IOException {
        Path note = modelsOf(archive);
        return new TreeSet<>(Files.exists(note) ? Files.readAllLines(note) : List.of());
    }

    private Path modelsOf(Path archive) {
        return folder.resolve(archive.getFileName() + MODELS);
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> listing = Files.list(folder)) {
            return listing.filter(Files::isRegularFile).toList();
        }
    }

    /** Removes what no pull has touched for a day: archives, and beginnings that were never resumed. */
    void clean(Instant now) throws IOException {
        for (Path file : files()) {
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
