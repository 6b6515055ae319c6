package org.eyes4j.app.server.keep;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.app.store.Retention;
import org.eyes4j.app.store.Store;
import org.eyes4j.app.store.Sweep;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what is old, from time to time; never within the first minute, when there is enough to do. */
class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration FIRST = Duration.ofMinutes(1);

    private final Store store;
    private final Retention retention;
    private final ArtifactStore bytes;
    private final SessionStore sessions;
    private final ScheduledExecutorService thread;

    Sweeper(Store store, Retention retention, ArtifactStore bytes, SessionStore sessions, Duration every) {
        this.store = store;
        this.retention = retention;
        this.bytes = bytes;
        this.sessions = sessions;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "sweep");
            made.setDaemon(true);
            return made;
        });
        long first = Math.min(FIRST.toMillis(), every.toMillis());
        thread.scheduleWithFixedDelay(this::sweep, first, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            Sweep.Gone gone = store.sweep(retention, bytes, sessions);
            if (!gone.isNothing()) {
                LOG.info(
                        "Forgot {} runs, {} sessions and {} artifacts that were old",
                        gone.runs(),
                        gone.sessions(),
                        gone.artifacts());
            }
        } catch (RuntimeException e) {
            LOG.warn("What is old could not be forgotten: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
