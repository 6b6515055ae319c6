package org.eyes4j.vision.remote;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eyes4j.tools.Cancellation;

/** Places for calls at the same time, waited for until a moment or a cancellation. Thread-safe. */
final class Turn {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int free;

    Turn(int places) {
        this.free = places;
    }

    /** Whether a place was taken; not where the time passed before or it was cancelled. */
    boolean take(long deadline, Cancellation cancellation) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (free == 0) {
                try (Cancellation.Registration woken = cancellation.onRequest(this::wake)) {
                    while (free == 0) {
                        long left = deadline - System.nanoTime();
                        if (left <= 0 || cancellation.isRequested()) {
                            return false;
                        }
                        long unused = changed.awaitNanos(left);
                    }
                }
            }
            free--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void giveBack() {
        lock.lock();
        try {
            free++;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless it is cancelled before. */
    static void pause(long nanos, Cancellation cancellation) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        try (Cancellation.Registration woken = cancellation.onRequest(told::countDown)) {
            boolean unused = told.await(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
