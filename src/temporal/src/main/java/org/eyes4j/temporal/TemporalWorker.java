package org.eyes4j.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.concurrent.TimeUnit;
import org.eyes4j.agent.run.PlanExecutorProvider;
import org.eyes4j.agent.run.PlanExecutorProvider.Parts;
import org.eyes4j.config.Settings;

/** Makes calls that wait in a task queue, with this process's tools. */
public final class TemporalWorker implements PlanExecutorProvider.Worker {
    private static final long DRAIN_SECONDS = 20;

    private final WorkerFactory factory;
    private final StepActivitiesImpl activities;
    private final Runnable disconnect;

    /**
     * Begins at once.
     *
     * @param machine this one's name, for messages
     * @param disconnect done last when this is closed
     */
    public TemporalWorker(
            WorkflowClient client, Settings.Executor settings, Parts parts, String machine, Runnable disconnect) {
        this.activities =
                new StepActivitiesImpl(parts.tools(), new Parcels(parts.bytes()), machine, settings.heartbeat());
        this.disconnect = disconnect;
        this.factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(
                settings.taskQueue(),
                WorkerOptions.newBuilder()
                        .setMaxConcurrentActivityExecutionSize(settings.parallel())
                        // Else heartbeats are held back for seconds, and with them what they bring: the wish to end.
                        .setMaxHeartbeatThrottleInterval(settings.heartbeat())
                        .setDefaultHeartbeatThrottleInterval(settings.heartbeat())
                        .build());
        worker.registerWorkflowImplementationTypes(StepWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities);
        factory.start();
    }

    @Override
    public void close() {
        factory.shutdown();
        factory.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
        if (!factory.isTerminated()) {
            factory.shutdownNow();
            factory.awaitTermination(1, TimeUnit.SECONDS);
        }
        activities.close();
        disconnect.run();
    }
}
