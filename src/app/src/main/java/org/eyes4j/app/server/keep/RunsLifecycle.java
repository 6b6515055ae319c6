package org.eyes4j.app.server.keep;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eyes4j.app.server.ServerFault;
import org.eyes4j.app.service.Runs;
import org.eyes4j.app.store.Store;
import org.eyes4j.app.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Goes on with runs that no living server has, at the start and from time to time; ends or parks all at the end. Begins after
 * the web server and ends before it: while runs are given their time, those who watch them hear how they end.
 */
class RunsLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RunsLifecycle.class);
    private static final long EVERY_SECONDS = 5;

    private final Store store;
    private final Runs runs;
    private final Duration grace;
    private @Nullable ScheduledExecutorService looking;

    RunsLifecycle(Store store, Runs runs, Duration grace) {
        this.store = store;
        this.runs = runs;
        this.grace = grace;
    }

    /** @throws ServerFault if the database cannot be opened */
    @Override
    public synchronized void start() {
        try {
            store.prepare();
        } catch (StoreException e) {
            throw new ServerFault(String.valueOf(e.getMessage()));
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "runs-resuming");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
        looking = thread;
    }

    private void look() {
        try {
            int taken = runs.resume();
            if (taken > 0) {
                LOG.info("{} runs that nobody worked on any more are gone on with", taken);
            }
        } catch (RuntimeException e) {
            LOG.warn("Runs that nobody works on could not be looked for: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService thread = looking;
        if (thread != null) {
            thread.shutdownNow();
            looking = null;
        }
        runs.close(grace);
    }

    @Override
    public synchronized boolean isRunning() {
        return looking != null;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
