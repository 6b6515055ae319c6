package org.eyes4j.temporal;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import org.eyes4j.tools.ToolContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a call that goes on said with its last heartbeat. Thread-safe. */
final class ProgressReader {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReader.class);

    private final WorkflowClient client;

    ProgressReader(WorkflowClient client) {
        this.client = client;
    }

    /**
     * Tells what is new.
     *
     * @param known how much was told before
     * @return how much is told now
     */
    int tell(String workflow, int known, ToolContext context) {
        try {
            DescribeWorkflowExecutionRequest request = DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                    .build();
            for (PendingActivityInfo activity : client.getWorkflowServiceStubs()
                    .blockingStub()
                    .describeWorkflowExecution(request)
                    .getPendingActivitiesList()) {
                if (activity.hasHeartbeatDetails()) {
                    StepProgress said = client.getOptions()
                            .getDataConverter()
                            .fromPayloads(
                                    0,
                                    Optional.of(activity.getHeartbeatDetails()),
                                    StepProgress.class,
                                    StepProgress.class);
                    said.after(known).forEach(context::report);
                    return Math.max(known, said.count());
                }
            }
        } catch (RuntimeException e) {
            // Only what is said on the way: the call itself is waited for.
            LOG.debug("The progress of {} could not be read: {}", workflow, e.getMessage());
        }
        return known;
    }
}
