package org.eyes4j.temporal;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.tools.value.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Calls this machine's tools, with heartbeats that bring back a wish to end. Thread-safe. */
final class StepActivitiesImpl implements StepActivities, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StepActivitiesImpl.class);

    private final ToolRegistry tools;
    private final Parcels parcels;
    private final String machine;
    private final Duration beat;
    private final ScheduledExecutorService beats;

    /**
     * @param machine this one's name, for messages
     * @param beat how often it is told that a call goes on, and asked whether it is still wanted
     */
    StepActivitiesImpl(ToolRegistry tools, Parcels parcels, String machine, Duration beat) {
        this.tools = tools;
        this.parcels = parcels;
        this.machine = machine;
        this.beat = beat;
        this.beats = Executors.newScheduledThreadPool(2, work -> {
            Thread thread = new Thread(work, "eyes4j-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public StepEnd call(StepOrder order) {
        ActivityExecutionContext activity = Activity.getExecutionContext();
        Cancellation cancellation = new Cancellation();
        ToldSoFar told = new ToldSoFar();
        ScheduledFuture<?> beating = beats.scheduleAtFixedRate(
                () -> beat(activity, cancellation, told), beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
        ToolContext context = new ToolContext(
                cancellation,
                told::add,
                warning -> {},
                Optional.of(order.wishedModel()).filter(model -> !model.isEmpty()),
                Optional.of(order.outputFolder())
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of),
                order.depth());
        try (MDC.MDCCloseable logged = MDC.putCloseable("run", order.run())) {
            return end(call(order, context), order, told);
        } catch (Throwable e) {
            LOG.error("Step '{}' of run {} failed unexpectedly", order.step(), order.run(), e);
            return failed(
                    new Failure(
                            FailureKind.INTERNAL,
                            "Tool '" + order.tool() + "' has a bug: " + e,
                            "The log has the details"),
                    told);
        } finally {
            beating.cancel(false);
        }
    }

    private static void beat(ActivityExecutionContext activity, Cancellation cancellation, ToldSoFar told) {
        try {
            activity.heartbeat(told.progress());
        } catch (ActivityCompletionException e) {
            // Cancelled, given up, or this worker is to end.
            cancellation.request();
        } catch (RuntimeException e) {
            LOG.warn("A heartbeat did not arrive: {}", e.getMessage());
        }
    }

    private ToolResult call(StepOrder order, ToolContext context) {
        Optional<ToolSpecification> known = tools.specification(order.tool());
        if (known.isEmpty()) {
            return new Failure(
                    FailureKind.NOT_INSTALLED,
                    "The worker " + machine + " has no tool '" + order.tool() + "'",
                    "Give every worker of the task queue the same version and plugins");
        }
        Value arguments;
        try {
            arguments = parcels.unpack(order.arguments());
        } catch (ArtifactStoreException e) {
            return new Failure(
                    FailureKind.UNAVAILABLE,
                    "The worker " + machine + " cannot read the arguments of step '" + order.step() + "': "
                            + e.getMessage(),
                    "All machines must share one artifact store (the setting artifacts)");
        }
        ToolResult result = tools.call(new ToolCall(order.tool(), ((Value.Record) arguments).fields()), context);
        return result instanceof Success success && !known.get().version().equals(order.version())
                ? older(success, known.get(), order)
                : result;
    }

    private Success older(Success success, ToolSpecification known, StepOrder order) {
        List<String> warnings = new ArrayList<>(success.warnings());
        warnings.add("The worker " + machine + " has version " + known.version() + " of '" + order.tool()
                + "'; the run was planned with " + order.version());
        return new Success(success.value(), success.model(), warnings);
    }

    private StepEnd end(ToolResult result, StepOrder order, ToldSoFar told) {
        if (result instanceof Failure failure) {
            return failed(failure, told);
        }
        Success success = (Success) result;
        try {
            return new StepEnd(
                    parcels.pack(success.value()), success.model(), success.warnings(), null, told.progress());
        } catch (ArtifactStoreException e) {
            return failed(
                    new Failure(
                            FailureKind.INTERNAL,
                            "Step '" + order.step() + "' came to its end on " + machine
                                    + ", but what it gave could not be kept: " + e.getMessage(),
                            "Make room in the artifact store, or mend the way to it"),
                    told);
        }
    }

    private static StepEnd failed(Failure failure, ToldSoFar told) {
        return new StepEnd(
                null,
                "",
                List.of(),
                new StepEnd.Fault(failure.kind().name(), failure.message(), failure.hint()),
                told.progress());
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
