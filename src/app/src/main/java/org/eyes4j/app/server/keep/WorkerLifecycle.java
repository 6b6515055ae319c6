package org.eyes4j.app.server.keep;

import java.util.Optional;
import org.eyes4j.agent.run.PlanExecutorProvider;
import org.eyes4j.app.server.ServerFault;
import org.eyes4j.wiring.Eyes4j;
import org.eyes4j.wiring.MachinesException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has the server make calls of steps too, where the settings have workers make them. */
class WorkerLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);

    private final Eyes4j eyes4j;
    private Optional<PlanExecutorProvider.Worker> worker = Optional.empty();
    private boolean running;

    WorkerLifecycle(Eyes4j eyes4j) {
        this.eyes4j = eyes4j;
    }

    /** @throws ServerFault if what the settings name does not answer */
    @Override
    public synchronized void start() {
        try {
            worker = eyes4j.worker();
        } catch (MachinesException e) {
            throw new ServerFault(String.valueOf(e.getMessage()));
        }
        worker.ifPresent(w -> LOG.info(
                "Makes steps of the task queue {} too",
                eyes4j.settings().executor().taskQueue()));
        running = true;
    }

    /** Runs are parked before: nobody here waits for what is still at work. */
    @Override
    public synchronized void stop() {
        worker.ifPresent(PlanExecutorProvider.Worker::close);
        worker = Optional.empty();
        running = false;
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    /** Begins before runs are gone on with, and ends after them. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 10_000;
    }
}
