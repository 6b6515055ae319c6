package org.eyes4j.agent.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eyes4j.tools.Cancellation;

/**
 * How a plan is to be run.
 *
 * @param run the run's id; empty to have one made
 * @param parallelism most calls at the same time
 * @param stepLimit time a step may take that states no limit of its own
 * @param runLimit time the whole run may take
 * @param fanOut most items one {@code for_each} may run over
 * @param cancellation ends the run
 * @param listeners told of every event; one that throws is not asked twice about the same event, and stops nothing
 * @param wishedModel the model the caller asked for by name, if any
 * @param outputFolder where tools that write files write them, if anywhere
 * @param caching whether values of earlier equal calls may stand in
 */
public record RunOptions(
        String run,
        int parallelism,
        Duration stepLimit,
        Duration runLimit,
        int fanOut,
        Cancellation cancellation,
        List<Consumer<RunEvent>> listeners,
        Optional<String> wishedModel,
        Optional<Path> outputFolder,
        boolean caching) {

    public RunOptions {
        if (parallelism < 1 || fanOut < 1) {
            throw new IllegalArgumentException(
                    "A run needs at least 1 call and 1 item, got " + parallelism + " and " + fanOut);
        }
        if (stepLimit.isNegative() || stepLimit.isZero() || runLimit.isNegative() || runLimit.isZero()) {
            throw new IllegalArgumentException("Time limits are positive, got " + stepLimit + " and " + runLimit);
        }
        listeners = List.copyOf(listeners);
    }

    /** Two calls or one a core, five minutes a step (a first call may have to fetch its model), fifteen a run. */
    public static RunOptions defaults() {
        return new RunOptions(
                "",
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                200,
                new Cancellation(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    public RunOptions named(String id) {
        return new RunOptions(
                id,
                parallelism,
                stepLimit,
                runLimit,
                fanOut,
                cancellation,
                listeners,
                wishedModel,
                outputFolder,
                caching);
    }

    public RunOptions parallel(int calls) {
        return new RunOptions(
                run, calls, stepLimit, runLimit, fanOut, cancellation, listeners, wishedModel, outputFolder, caching);
    }

    public RunOptions limited(Duration step, Duration whole) {
        return new RunOptions(
                run, parallelism, step, whole, fanOut, cancellation, listeners, wishedModel, outputFolder, caching);
    }

    public RunOptions fanningOutTo(int items) {
        return new RunOptions(
                run,
                parallelism,
                stepLimit,
                runLimit,
                items,
                cancellation,
                listeners,
                wishedModel,
                outputFolder,
                caching);
    }

    public RunOptions endedBy(Cancellation other) {
        return new RunOptions(
                run, parallelism, stepLimit, runLimit, fanOut, other, listeners, wishedModel, outputFolder, caching);
    }

    /** One listener more. */
    public RunOptions tellingTo(Consumer<RunEvent> listener) {
        List<Consumer<RunEvent>> more = new ArrayList<>(listeners);
        more.add(listener);
        return new RunOptions(
                run, parallelism, stepLimit, runLimit, fanOut, cancellation, more, wishedModel, outputFolder, caching);
    }

    public RunOptions wishing(String model) {
        return new RunOptions(
                run,
                parallelism,
                stepLimit,
                runLimit,
                fanOut,
                cancellation,
                listeners,
                Optional.of(model),
                outputFolder,
                caching);
    }

    public RunOptions writingTo(Path folder) {
        return new RunOptions(
                run,
                parallelism,
                stepLimit,
                runLimit,
                fanOut,
                cancellation,
                listeners,
                wishedModel,
                Optional.of(folder),
                caching);
    }

    public RunOptions withoutCache() {
        return new RunOptions(
                run,
                parallelism,
                stepLimit,
                runLimit,
                fanOut,
                cancellation,
                listeners,
                wishedModel,
                outputFolder,
                false);
    }
}
