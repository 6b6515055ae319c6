package org.eyes4j.tools.guard;

import java.util.concurrent.TimeUnit;
import org.eyes4j.tools.Cancellation;

/**
 * The places for calls at work. A call that was given up keeps its place until its thread ends: a tool that hangs runs out
 * of its own places and of nobody else's. Thread-safe.
 */
final class Places {
    /** What asking for a place came to. */
    enum Turn {
        TAKEN,
        /** None became free in time. */
        FULL,
        /** All are held by calls that were given up. */
        LOST,
        CANCELLED
    }

    private final int most;
    private int taken;
    private int lost;

    Places(int most) {
        this.most = most;
    }

    /** Takes a place, waiting until a moment for one. */
    synchronized Turn take(long untilNanos, Cancellation cancellation) throws InterruptedException {
        while (taken >= most) {
            long left = untilNanos - System.nanoTime();
            if (cancellation.isRequested()) {
                return Turn.CANCELLED;
            } else if (lost >= most) {
                return Turn.LOST;
            } else if (left <= 0) {
                return Turn.FULL;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        taken++;
        return Turn.TAKEN;
    }

    /** A call's thread has ended. */
    synchronized void giveBack(boolean wasLost) {
        taken--;
        lost -= wasLost ? 1 : 0;
        notifyAll();
    }

    /** A call was given up while its thread runs on. */
    synchronized void lose() {
        lost++;
        notifyAll();
    }

    /** Those who wait look again. */
    synchronized void wake() {
        notifyAll();
    }

    /** Calls that were given up and still run. */
    synchronized int lost() {
        return lost;
    }

    synchronized boolean allLost() {
        return lost >= most;
    }
}
