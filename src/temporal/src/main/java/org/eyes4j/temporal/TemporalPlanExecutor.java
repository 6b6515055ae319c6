package org.eyes4j.temporal;

import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.Map;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.PlanExecutorProvider.Parts;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.value.Value;

/** Conducts runs in this process while workers of a Temporal task queue make the calls of their steps. Thread-safe. */
public final class TemporalPlanExecutor implements PlanExecutor {
    private final LocalPlanExecutor conductor;
    private final TemporalCallPlace place;
    private final Runnable disconnect;

    /**
     * @param client of the server; its namespace counts, not that of the settings
     * @param disconnect done last when this is closed
     */
    public TemporalPlanExecutor(WorkflowClient client, Settings.Executor settings, Parts parts, Runnable disconnect) {
        this.place = new TemporalCallPlace(
                client,
                settings.taskQueue(),
                settings.address(),
                settings.silence(),
                new Parcels(parts.bytes()),
                parts.tools());
        this.conductor = new LocalPlanExecutor(parts.tools(), parts.expressions(), parts.cache(), parts.clock(), place);
        this.disconnect = disconnect;
    }

    @Override
    public RunResult run(Plan plan, Map<String, Value> inputs, RunOptions options, RunResult before) {
        return conductor.run(plan, inputs, options, before);
    }

    @Override
    public String newId() {
        return conductor.newId();
    }

    @Override
    public Instant now() {
        return conductor.now();
    }

    @Override
    public void close() {
        place.close();
        conductor.close();
        disconnect.run();
    }
}
