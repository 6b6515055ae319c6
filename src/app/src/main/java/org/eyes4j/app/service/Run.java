package org.eyes4j.app.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eyes4j.tools.Cancellation;

/** A run: what is known of it now, and its events. Thread-safe. */
public final class Run {
    private final EventLog events;
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile RunRow row;
    private volatile boolean parking;

    Run(RunRow row, EventLog events) {
        this.row = row;
        this.events = events;
        if (row.status().isOver()) {
            over.countDown();
        }
    }

    public String id() {
        return row.id();
    }

    public RunRow row() {
        return row;
    }

    public EventLog events() {
        return events;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Asks it to stop where it is, so that another server can go on with it; one that was cancelled stays so. */
    synchronized void askToPark() {
        if (!cancellation.isRequested()) {
            parking = true;
            cancellation.request();
        }
    }

    boolean isParking() {
        return parking;
    }

    void become(RunRow next) {
        row = next;
    }

    void ended() {
        over.countDown();
    }

    /** Waits for its end; whether it came. */
    public boolean await(Duration most) throws InterruptedException {
        return over.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
