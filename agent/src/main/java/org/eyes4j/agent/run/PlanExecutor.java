package org.eyes4j.agent.run;

import java.time.Instant;
import java.util.Map;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.tools.value.Value;

/**
 * Runs plans: each step as soon as what it refers to is there, several at once. A failed step fails only what depends on
 * it. Where the tools run is the implementation's: {@link LocalPlanExecutor} runs them on threads of this process. All
 * keep what {@code PlanExecutorContract} (agent's test-jar) asks. Thread-safe: one executor serves many runs at once.
 */
public interface PlanExecutor extends AutoCloseable {

    /**
     * Runs a plan to its end. What goes wrong in it is in the result, not thrown; the plan should have passed the checker.
     *
     * @throws IllegalArgumentException if two steps have the same id
     */
    default RunResult run(Plan plan, Map<String, Value> inputs, RunOptions options) {
        return run(plan, inputs, options, RunResult.NOTHING);
    }

    /**
     * Goes on with a run whose plan has grown or changed. A step that stands as it was and is done or has failed is not run
     * again: its value, its report and the ids of its regions stay. Steps that were skipped, changed or are new are run.
     *
     * @param before what the run came to so far; its id is kept
     * @throws IllegalArgumentException if two steps have the same id
     */
    RunResult run(Plan plan, Map<String, Value> inputs, RunOptions options, RunResult before);

    /** An id for a run to come: its time (UTC) and some chance. */
    String newId();

    /** The time by this executor's clock. */
    Instant now();

    /** Stops accepting runs; calls that still go on are told to end. */
    @Override
    void close();
}
