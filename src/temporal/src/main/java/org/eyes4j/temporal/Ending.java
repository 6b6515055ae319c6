package org.eyes4j.temporal;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eyes4j.agent.run.CallPlace;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.jspecify.annotations.Nullable;

/** What a workflow's end means for a call. */
record Ending(CallPlace.StepCall call, Parcels parcels, String address) {

    /**
     * The result of a workflow that is over.
     *
     * @param told how much of its progress was told before
     */
    ToolResult of(CompletableFuture<StepEnd> over, int told, ToolContext context) {
        StepEnd end;
        try {
            end = over.join();
        } catch (CompletionException | CancellationException e) {
            ApplicationFailure failed = find(e, ApplicationFailure.class);
            if (failed == null || failed.getDetails().getSize() == 0) {
                return lost(e);
            }
            end = failed.getDetails().get(StepEnd.class);
        }
        end.told().after(told).forEach(context::report);
        StepEnd.Fault fault = end.failure();
        Parcel value = end.value();
        if (fault != null || value == null) {
            return fault == null ? lost(new IllegalStateException("no value")) : failure(fault);
        }
        try {
            return new Success(parcels.unpack(value), end.model(), end.warnings());
        } catch (ArtifactStoreException e) {
            return new Failure(
                    FailureKind.INTERNAL,
                    "What step '" + call.step() + "' gave cannot be read: " + e.getMessage(),
                    "All machines must share one artifact store (the setting artifacts)");
        }
    }

    private static Failure failure(StepEnd.Fault fault) {
        return new Failure(kind(fault.kind()), fault.message(), fault.hint());
    }

    /** A worker of a later version may know more kinds. */
    private static FailureKind kind(String name) {
        for (FailureKind kind : FailureKind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        return FailureKind.INTERNAL;
    }

    private Failure lost(Throwable why) {
        TimeoutFailure timeout = find(why, TimeoutFailure.class);
        boolean begun = timeout == null
                || timeout.getTimeoutType() != io.temporal.api.enums.v1.TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
        String tool = call.tool().name();
        if (begun && call.tool().is(Trait.EFFECT)) {
            return new Failure(
                    FailureKind.CANCELLED,
                    "'" + tool
                            + "' was at work when its worker was lost; whether it came to its end is not known, and it"
                            + " is not done twice",
                    "Look whether it was done; ask again if not");
        }
        boolean silent = timeout != null
                && timeout.getTimeoutType() == io.temporal.api.enums.v1.TimeoutType.TIMEOUT_TYPE_HEARTBEAT;
        return new Failure(
                FailureKind.UNAVAILABLE,
                silent
                        ? "The worker that was making '" + tool + "' was lost"
                        : "'" + tool + "' did not come to its end by Temporal at " + address + ": " + deepest(why),
                "See that workers run (`eyes4j worker`), or give the step a \"retry\"");
    }

    private static String deepest(Throwable why) {
        List<Throwable> chain = chain(why);
        return String.valueOf(chain.get(chain.size() - 1).getMessage());
    }

    private static <T extends Throwable> @Nullable T find(Throwable why, Class<T> type) {
        return chain(why).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private static List<Throwable> chain(Throwable why) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = why; t != null && chain.size() < 20; t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }
}
