package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One model, or one archive, is changed by one thread of one process at a time. Threads of one store wait for each other before
 * they touch the lock's file, because closing a second channel on it would free the lock of the first. A lock's file stays:
 * removing it would let a third process lock another file of the same name. Thread-safe.
 */
final class StoreLocks {
    private static final Duration STEP = Duration.ofMillis(100);

    private enum Holder {
        NOBODY,
        THIS_PROCESS,
        ANOTHER_PROCESS
    }

    private final Set<Path> taken = ConcurrentHashMap.newKeySet();
    private final Duration limit;
    private final Waiter waiter;

    /**
     * Locks that are waited for.
     *
     * @param limit how long
     */
    StoreLocks(Duration limit, Waiter waiter) {
        this.limit = limit;
        this.waiter = waiter;
    }

    /**
     * Waits for a lock; says so where another process holds it. What another thread of this process does, it tells itself.
     *
     * @param deed what is done by whoever holds it, such as {@code installing it}
     * @throws IOException if the wait takes longer than the limit, or is cancelled
     */
    StoreLock take(Path file, String deed, Transfer transfer) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        Files.createDirectories(new PartFile(whole).folder());
        Wait wait = new Wait(whole, deed, transfer);
        while (!taken.add(whole)) {
            wait.step(Holder.THIS_PROCESS);
        }
        boolean locked = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(whole, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            for (Holder holder = tryLock(channel); holder != Holder.NOBODY; holder = tryLock(channel)) {
                wait.step(holder);
            }
            locked = true;
            return new StoreLock(channel, () -> taken.remove(whole));
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                taken.remove(whole);
            }
        }
    }

    private static Holder tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null ? Holder.ANOTHER_PROCESS : Holder.NOBODY;
        } catch (OverlappingFileLockException e) {
            // Another store of this process holds it.
            return Holder.THIS_PROCESS;
        }
    }

    /** One wait, told once, and not when it was over at the second look. */
    private final class Wait {
        private final Path file;
        private final String deed;
        private final Transfer transfer;
        private Duration elsewhere = Duration.ZERO;
        private Duration waited = Duration.ZERO;

        Wait(Path file, String deed, Transfer transfer) {
            this.file = file;
            this.deed = deed;
            this.transfer = transfer;
        }

        void step(Holder holder) throws IOException {
            boolean another = holder == Holder.ANOTHER_PROCESS;
            if (another && elsewhere.equals(STEP)) {
                transfer.waiting("another process is " + deed, limit);
            }
            if (waited.compareTo(limit) >= 0) {
                throw new IOException((another ? "another process has" : "another thread of this process has")
                        + " held " + file + " for more than " + limit.toSeconds() + " seconds");
            }
            transfer.checkCancelled();
            waiter.pause(STEP);
            waited = waited.plus(STEP);
            elsewhere = another ? elsewhere.plus(STEP) : elsewhere;
        }
    }
}
