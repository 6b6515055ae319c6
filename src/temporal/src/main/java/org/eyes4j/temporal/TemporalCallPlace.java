package org.eyes4j.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eyes4j.agent.run.CallPlace;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.tools.value.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has calls made by workers. A call's workflow is named by run, step, item, attempt and arguments, so that one who goes on
 * with a run after a crash meets the calls that were made: what is at work is waited for, what is done is not done again.
 * Plans that a step runs are run where the step is: a worker that waits for itself would wait for ever.
 */
final class TemporalCallPlace implements CallPlace, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalCallPlace.class);
    /** For what the way to the server and back takes, so that the plan's own limit speaks first. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** How often a call that goes on is asked what it says. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final WorkflowClient client;
    private final String taskQueue;
    private final String address;
    private final Duration silence;
    private final Parcels parcels;
    private final CallPlace here;
    private final ProgressReader progress;
    private final Set<WorkflowStub> open = ConcurrentHashMap.newKeySet();

    /** @param silence after which a worker counts as lost */
    TemporalCallPlace(
            WorkflowClient client,
            String taskQueue,
            String address,
            Duration silence,
            Parcels parcels,
            ToolRegistry tools) {
        this.client = client;
        this.taskQueue = taskQueue;
        this.address = address;
        this.silence = silence;
        this.parcels = parcels;
        this.here = CallPlace.here(tools);
        this.progress = new ProgressReader(client);
    }

    @Override
    public ToolResult call(StepCall call, ToolContext context) {
        if (context.depth() > 1) {
            return here.call(call, context);
        }
        StepOrder order;
        try {
            order = order(call, context);
        } catch (ArtifactStoreException e) {
            return new Failure(
                    FailureKind.UNAVAILABLE,
                    "The arguments of step '" + call.step() + "' cannot be kept for the workers: " + e.getMessage(),
                    "Mend the way to the artifact store (the setting artifacts)");
        }
        String id = id(call, context.wishedModel());
        WorkflowStub stub = client.newUntypedWorkflowStub(StepWorkflow.TYPE, options(id, call));
        try {
            stub.start(order);
        } catch (WorkflowExecutionAlreadyStarted e) {
            // Another process began this very call: its end is ours.
            stub = client.newUntypedWorkflowStub(id);
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            return noServer(e);
        }
        open.add(stub);
        try {
            return await(stub, id, call, context);
        } finally {
            open.remove(stub);
        }
    }

    private StepOrder order(StepCall call, ToolContext context) {
        return new StepOrder(
                call.run(),
                call.step(),
                call.tool().name(),
                call.tool().version(),
                parcels.pack(new Value.Record(call.arguments())),
                context.wishedModel().orElse(""),
                context.outputFolder().map(Path::toString).orElse(""),
                context.depth(),
                call.limit().plus(GRACE).toMillis(),
                silence.toMillis());
    }

    /** The same for the same call only. */
    static String id(StepCall call, Optional<String> wishedModel) {
        return String.join(
                "/",
                "eyes4j",
                call.run(),
                call.step(),
                String.valueOf(call.item()),
                String.valueOf(call.attempt()),
                call.key(wishedModel).substring(0, 32));
    }

    private WorkflowOptions options(String id, StepCall call) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(taskQueue)
                // Of an effect nobody may know whether it came about when its call failed: it is never begun again.
                .setWorkflowIdReusePolicy(
                        call.tool().is(Trait.EFFECT)
                                ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE
                                : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                .setWorkflowExecutionTimeout(call.limit().plus(GRACE).plus(GRACE))
                .setStaticSummary(call.tool().name())
                .build();
    }

    private ToolResult await(WorkflowStub stub, String id, StepCall call, ToolContext context) {
        CompletableFuture<StepEnd> end = stub.getResultAsync(StepEnd.class);
        Semaphore wake = new Semaphore(0);
        end.whenComplete((value, fault) -> wake.release());
        int told = 0;
        try (Cancellation.Registration registration = context.cancellation().onRequest(wake::release)) {
            while (!end.isDone()) {
                if (!wake.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    told = progress.tell(id, told, context);
                } else if (context.cancellation().isRequested() && !end.isDone()) {
                    return cancelled(stub, end, call, context);
                }
            }
        } catch (InterruptedException e) {
            cancel(stub);
            Thread.currentThread().interrupt();
            return new Failure(FailureKind.CANCELLED, "The call was interrupted", "");
        }
        return new Ending(call, parcels, address).of(end, told, context);
    }

    /** Asks the tool to end and waits for it a while: an effect may have come about, and is then to be written down. */
    private ToolResult cancelled(WorkflowStub stub, CompletableFuture<StepEnd> end, StepCall call, ToolContext context)
            throws InterruptedException {
        cancel(stub);
        try {
            end.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            return new Failure(FailureKind.CANCELLED, "The call was cancelled, and its tool does not listen", "");
        } catch (java.util.concurrent.ExecutionException e) {
            LOG.debug("A cancelled call ended so", e);
        }
        return new Ending(call, parcels, address).of(end, Integer.MAX_VALUE, context);
    }

    private static void cancel(WorkflowStub stub) {
        // A thread that is told to stop may still say goodbye.
        boolean interrupted = Thread.interrupted();
        try {
            stub.cancel();
        } catch (RuntimeException e) {
            LOG.debug("A call could not be cancelled: {}", e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Failure noServer(Exception e) {
        Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
        return new Failure(
                FailureKind.UNAVAILABLE,
                "Temporal at " + address + " did not take the step: " + cause.getMessage(),
                "Start it, mend executor.address and executor.namespace, or set executor.kind to local");
    }

    /** Cancels what is still waited for. */
    @Override
    public void close() {
        open.forEach(TemporalCallPlace::cancel);
    }
}
