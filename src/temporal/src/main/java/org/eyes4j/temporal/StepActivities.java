package org.eyes4j.temporal;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What workers do. */
@ActivityInterface
public interface StepActivities {

    /** Calls the tool; its failure is in the end, not thrown. */
    @ActivityMethod(name = "eyes4j-call")
    StepEnd call(StepOrder order);
}
