package org.eyes4j.vision.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Leaves something alone after it failed several times one after the other: all calls of it fail at once, until some time has
 * passed and one call is let through as a trial. Thread-safe.
 */
final class Breaker {
    private final int failures;
    private final long recoveryNanos;
    private final LongSupplier clock;
    private int inARow;
    private long openedAt;
    private boolean open;
    private boolean trial;
    private String last = "";

    /** @param clock as {@link System#nanoTime} */
    Breaker(int failures, Duration recovery, LongSupplier clock) {
        this.failures = failures;
        this.recoveryNanos = recovery.toNanos();
        this.clock = clock;
    }

    /** Why a call may not be made now; empty where it may, and is then to be told of. */
    synchronized Optional<String> refusal() {
        if (!open) {
            return Optional.empty();
        }
        long left = openedAt + recoveryNanos - clock.getAsLong();
        if (left <= 0 && !trial) {
            trial = true;
            return Optional.empty();
        }
        return Optional.of("is left alone for "
                + (left <= 0 ? "as long as one call tries it" : Math.max(1, Math.round(left / 1e9)) + " s more")
                + " after " + inARow + " failures one after the other, the last one: " + last);
    }

    synchronized void succeeded() {
        inARow = 0;
        open = false;
        trial = false;
    }

    synchronized void failed(String reason) {
        inARow++;
        last = reason;
        if (trial || inARow >= failures) {
            open = true;
            openedAt = clock.getAsLong();
        }
        trial = false;
    }

    /** The call came to nothing that tells of the other side. */
    synchronized void neither() {
        trial = false;
    }
}
