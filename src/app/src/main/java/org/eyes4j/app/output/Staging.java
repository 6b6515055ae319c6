package org.eyes4j.app.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A hidden folder in which files wait until all of them are whole. While its process lives it holds a lock in it, which the
 * system frees when the process is killed: so a later one tells what was left behind from what is in use, also on a folder that
 * several machines or containers share. Not thread-safe.
 */
final class Staging implements AutoCloseable {
    private static final String PREFIX = ".eyes4j-";
    private static final String LOCK = ".lock";
    private static final int TRIES = 10;

    /** Marks what this process made: its own locks must not be looked at, since closing a second channel would free them. */
    private static final String PROCESS = UUID.randomUUID().toString().substring(0, 8);

    private final Path path;
    private final FileChannel lock;

    private Staging(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** A new one. */
    static Staging in(Path folder) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Path path = Files.createTempDirectory(folder, PREFIX + PROCESS + "-");
            FileChannel lock = null;
            try {
                Path file = path.resolve(LOCK);
                lock = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                // Whoever sweeps may have had the lock for the moment in which nobody held it.
                if (lock.tryLock() != null && Files.exists(file)) {
                    return new Staging(path, lock);
                }
                lock.close();
            } catch (IOException e) {
                if (lock != null) {
                    lock.close();
                }
                remove(path);
                throw e;
            }
        }
        throw new IOException("its hidden folders are removed as fast as they are made");
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Removes it with what is still in it. */
    @Override
    public void close() {
        remove(path);
        try {
            lock.close();
        } catch (IOException e) {
            // Closing what was only locked loses nothing.
            return;
        }
    }

    /** Removes what processes that are gone have left in a folder. What cannot be removed stays. */
    static void sweep(Path folder) {
        List<Path> left = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(p -> isForeign(String.valueOf(p.getFileName())) && Files.isDirectory(p))
                    .forEach(left::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            return;
        }
        for (Path path : left) {
            // One without a lock's file is being made just now.
            try (FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
                if (channel.tryLock() != null) {
                    remove(path);
                }
            } catch (IOException | OverlappingFileLockException e) {
                continue;
            }
        }
    }

    private static boolean isForeign(String name) {
        return name.startsWith(PREFIX) && !name.startsWith(PREFIX + PROCESS);
    }

    /** The lock's file goes last: without it nobody would sweep the rest. */
    private static void remove(Path path) {
        List<Path> left = new ArrayList<>();
        try (Stream<Path> inside = Files.list(path)) {
            inside.filter(p -> !p.endsWith(LOCK)).forEach(left::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            return;
        }
        left.add(path.resolve(LOCK));
        left.add(path);
        for (Path one : left) {
            one.toFile().delete();
        }
    }
}
