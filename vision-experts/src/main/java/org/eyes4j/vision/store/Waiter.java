package org.eyes4j.vision.store;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits; tests only note for how long. */
@FunctionalInterface
interface Waiter {
    /** Really waits. */
    Waiter REAL = time -> {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting");
        }
    };

    void pause(Duration time) throws InterruptedIOException;
}
