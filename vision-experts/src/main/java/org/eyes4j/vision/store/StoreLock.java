package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * One model is changed by one thread of one process at a time. The system frees the lock of a killed process. The lock file
 * stays: removing it would let a third process lock another file of the same name.
 */
final class StoreLock implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(100);

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @throws IOException if the wait takes longer than {@code limit}, or is cancelled
     */
    static StoreLock take(Path file, Duration limit, Waiter waiter, Transfer transfer) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            Duration waited = Duration.ZERO;
            while (!tryLock(channel)) {
                if (waited.isZero()) {
                    transfer.waiting("another process is installing it", limit);
                }
                if (waited.compareTo(limit) >= 0) {
                    throw new IOException(
                            "another process has held " + file + " for more than " + limit.toSeconds() + " seconds");
                }
                transfer.checkCancelled();
                waiter.pause(STEP);
                waited = waited.plus(STEP);
            }
            taken = true;
            return new StoreLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
