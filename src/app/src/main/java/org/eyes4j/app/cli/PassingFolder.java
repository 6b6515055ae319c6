package org.eyes4j.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for as long as a command runs; gone when it ends, by a signal too. */
final class PassingFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PassingFolder.class);

    private final Path path;
    private final Thread onSignal = new Thread(this::remove, "passing-folder");

    private PassingFolder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(onSignal);
    }

    /** @throws CommandFailure if the place for temporary files cannot be written */
    static PassingFolder make() {
        try {
            return new PassingFolder(Files.createTempDirectory("eyes4j-"));
        } catch (IOException e) {
            throw CommandFailure.setup("the folder for temporary files, " + System.getProperty("java.io.tmpdir")
                    + ", cannot be written: " + e.getMessage());
        }
    }

    Path path() {
        return path;
    }

    private synchronized void remove() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", path, e.getMessage());
        }
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            LOG.debug("The process ends already");
        }
    }
}
