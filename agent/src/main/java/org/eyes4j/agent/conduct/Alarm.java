package org.eyes4j.agent.conduct;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does something after a time, unless it is closed before. Thread-safe. */
final class Alarm implements AutoCloseable {
    /** One for all, with a thread that is made when first needed and goes when the program does. */
    private static final ScheduledExecutorService CLOCK = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "eyes4j-alarm");
        thread.setDaemon(true);
        return thread;
    });

    private final AtomicBoolean rung = new AtomicBoolean();
    private final ScheduledFuture<?> future;

    private Alarm(Duration time, Runnable action) {
        this.future = CLOCK.schedule(
                () -> {
                    rung.set(true);
                    action.run();
                },
                time.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    static Alarm after(Duration time, Runnable action) {
        return new Alarm(time, action);
    }

    boolean hasRung() {
        return rung.get();
    }

    @Override
    public void close() {
        future.cancel(false);
    }
}
