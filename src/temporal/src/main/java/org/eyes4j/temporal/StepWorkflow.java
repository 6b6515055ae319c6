package org.eyes4j.temporal;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One call of a step. */
@WorkflowInterface
public interface StepWorkflow {
    /** Its type, as Temporal's own tools show it. */
    String TYPE = "eyes4j-step";

    /** Has the call made once; a failure of the tool is an {@code ApplicationFailure} with the {@link StepEnd} as its detail. */
    @WorkflowMethod(name = TYPE)
    StepEnd make(StepOrder order);
}
