package org.eyes4j.app.service;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eyes4j.tools.Cancellation;

/** Lets so many calls work and so many wait; more are sent away at once, rather than all dying slowly. Thread-safe. */
public final class Admission {
    private final int queue;
    private final Semaphore places;
    private final AtomicInteger waiting = new AtomicInteger();

    public Admission(int parallel, int queue) {
        this.queue = queue;
        this.places = new Semaphore(parallel, true);
    }

    /**
     * Works when there is a place.
     *
     * @throws Problem if too many wait already, or it is cancelled while it waits
     */
    public <T> T admit(Cancellation cancellation, Supplier<T> work) {
        if (!places.tryAcquire()) {
            await(cancellation);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private void await(Cancellation cancellation) {
        if (waiting.incrementAndGet() > queue) {
            waiting.decrementAndGet();
            throw Problem.later(
                    Problem.Type.OVERLOADED, queue + " calls wait already; try again soon", Duration.ofSeconds(1));
        }
        try {
            while (!places.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                if (cancellation.isRequested()) {
                    throw Problem.of(Problem.Type.CANCELLED, "Stopped while it waited");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(Problem.Type.CANCELLED, "Stopped while it waited");
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Calls that wait now. */
    public int waiting() {
        return waiting.get();
    }
}
