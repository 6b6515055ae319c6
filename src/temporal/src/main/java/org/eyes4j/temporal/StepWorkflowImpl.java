package org.eyes4j.temporal;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * One activity, begun once: whether a call is made again is the plan's to say. When it is cancelled it waits for the tool to
 * end, since an effect may still have come about. Deterministic; a change of what it does needs a new version below.
 */
public final class StepWorkflowImpl implements StepWorkflow {
    /** The change id of this workflow's form; histories that are kept in tests hold it to every form there was. */
    static final String FORM = "eyes4j-step-form";

    static final int LATEST = 1;

    @Override
    public StepEnd make(StepOrder order) {
        int form = Workflow.getVersion(FORM, Workflow.DEFAULT_VERSION, LATEST);
        if (form == Workflow.DEFAULT_VERSION) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "This step was begun by a version of eyes4j that no worker knows any more", "form");
        }
        StepEnd end = activities(order).call(order);
        StepEnd.Fault failure = end.failure();
        if (failure != null) {
            throw ApplicationFailure.newNonRetryableFailure(failure.message(), failure.kind(), end);
        }
        return end;
    }

    private static StepActivities activities(StepOrder order) {
        return Workflow.newActivityStub(
                StepActivities.class,
                ActivityOptions.newBuilder()
                        .setScheduleToCloseTimeout(Duration.ofMillis(order.limitMillis()))
                        .setHeartbeatTimeout(Duration.ofMillis(order.silenceMillis()))
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(1).build())
                        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setSummary(order.tool())
                        .build());
    }
}
