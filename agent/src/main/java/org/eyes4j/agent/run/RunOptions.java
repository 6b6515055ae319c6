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
 * @param limits what it may take
 * @param cancellation ends the run
 * @param listeners told of every event; one that throws is not asked twice about the same event, and stops nothing
 * @param wishedModel the model the caller asked for by name, if any
 * @param outputFolder where tools that write files write them, if anywhere
 * @param caching whether values of earlier equal calls may stand in
 * @param names of things that were seen before
 */
public record RunOptions(
        String run,
        RunLimits limits,
        Cancellation cancellation,
        List<Consumer<RunEvent>> listeners,
        Optional<String> wishedModel,
        Optional<Path> outputFolder,
        boolean caching,
        RegionNames names) {

    public RunOptions {
        listeners = List.copyOf(listeners);
    }

    public static RunOptions defaults() {
        return new RunOptions(
                "",
                RunLimits.defaults(),
                new Cancellation(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                RegionNames.NONE);
    }

    public RunOptions named(String id) {
        return new RunOptions(id, limits, cancellation, listeners, wishedModel, outputFolder, caching, names);
    }

    public RunOptions within(RunLimits other) {
        return new RunOptions(run, other, cancellation, listeners, wishedModel, outputFolder, caching, names);
    }

    public RunOptions parallel(int calls) {
        return within(new RunLimits(calls, limits.step(), limits.run(), limits.fanOut()));
    }

    public RunOptions limited(Duration step, Duration whole) {
        return within(new RunLimits(limits.parallelism(), step, whole, limits.fanOut()));
    }

    public RunOptions fanningOutTo(int items) {
        return within(new RunLimits(limits.parallelism(), limits.step(), limits.run(), items));
    }

    public RunOptions endedBy(Cancellation other) {
        return new RunOptions(run, limits, other, listeners, wishedModel, outputFolder, caching, names);
    }

    /** One listener more. */
    public RunOptions tellingTo(Consumer<RunEvent> listener) {
        List<Consumer<RunEvent>> more = new ArrayList<>(listeners);
        more.add(listener);
        return new RunOptions(run, limits, cancellation, more, wishedModel, outputFolder, caching, names);
    }

    /** These listeners and no others. */
    public RunOptions toldTo(List<Consumer<RunEvent>> others) {
        return new RunOptions(run, limits, cancellation, others, wishedModel, outputFolder, caching, names);
    }

    public RunOptions wishing(String model) {
        return new RunOptions(run, limits, cancellation, listeners, Optional.of(model), outputFolder, caching, names);
    }

    public RunOptions writingTo(Path folder) {
        return new RunOptions(run, limits, cancellation, listeners, wishedModel, Optional.of(folder), caching, names);
    }

    public RunOptions withoutCache() {
        return new RunOptions(run, limits, cancellation, listeners, wishedModel, outputFolder, false, names);
    }

    /** Things seen before keep their names. */
    public RunOptions naming(RegionNames known) {
        return new RunOptions(run, limits, cancellation, listeners, wishedModel, outputFolder, caching, known);
    }
}
