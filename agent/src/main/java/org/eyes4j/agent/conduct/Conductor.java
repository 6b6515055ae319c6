package org.eyes4j.agent.conduct;

import org.eyes4j.agent.planner.TaskRequest;

/** A way of getting from a request to its answer. Thread-safe; what belongs to one request is at its {@link Workbench}. */
public interface Conductor {

    /** What a user chooses it by. */
    PlannerChoice choice();

    /** As replies and traces name it. */
    default String name() {
        return choice().word();
    }

    /** Whether it asks a language model; it is then only given requests where there is one. */
    boolean needsModel();

    /** The checked plan for a request; nothing of it is run. */
    PlanReply plan(TaskRequest request, Workbench bench);

    /** Answers a request. What goes wrong on the way is in the conclusion, and what was finished is never lost. */
    Conclusion conduct(TaskRequest request, Workbench bench);
}
