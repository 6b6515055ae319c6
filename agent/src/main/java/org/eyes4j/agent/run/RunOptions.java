package org.eyes4j.agent.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;

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
 * @param book where calls are written down, and where some may be answered from
 * @param depth of the call that runs this plan; 0 where no step does
 * @param swaps a model for a tool, by the tool's name, that is wished instead of {@code wishedModel}
 * @param approver asks a person where a step wants it
 */
public record RunOptions(
        String run,
        RunLimits limits,
        Cancellation cancellation,
        List<Consumer<RunEvent>> listeners,
        Optional<String> wishedModel,
        Optional<Path> outputFolder,
        boolean caching,
        RegionNames names,
        CallBook book,
        int depth,
        Map<String, String> swaps,
        Approver approver) {

    public RunOptions {
        listeners = List.copyOf(listeners);
        swaps = Map.copyOf(swaps);
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
                RegionNames.NONE,
                CallBook.NONE,
                0,
                Map.of(),
                Approver.NOBODY);
    }

    /** The model that is wished for a tool, if one is. */
    public Optional<String> wishedModel(String tool) {
        String swapped = swaps.get(tool);
        return swapped == null ? wishedModel : Optional.of(swapped);
    }

    /** The time that a step may take. */
    Duration limit(PlanStep step) {
        Duration own = step.timeout();
        return own == null ? limits.step() : own;
    }

    public RunOptions named(String id) {
        return with(o -> o.run = id);
    }

    public RunOptions within(RunLimits other) {
        return with(o -> o.limits = other);
    }

    public RunOptions parallel(int calls) {
        return within(limits.withParallelism(calls));
    }

    public RunOptions limited(Duration step, Duration whole) {
        return within(limits.withTimes(step, whole));
    }

    public RunOptions fanningOutTo(int items) {
        return within(limits.withFanOut(items));
    }

    public RunOptions endedBy(Cancellation other) {
        return with(o -> o.cancellation = other);
    }

    /** One listener more. */
    public RunOptions tellingTo(Consumer<RunEvent> listener) {
        List<Consumer<RunEvent>> more = new ArrayList<>(listeners);
        more.add(listener);
        return toldTo(more);
    }

    /** These listeners and no others. */
    public RunOptions toldTo(List<Consumer<RunEvent>> others) {
        return with(o -> o.listeners = others);
    }

    public RunOptions wishing(String model) {
        return with(o -> o.wishedModel = Optional.of(model));
    }

    public RunOptions writingTo(Path folder) {
        return with(o -> o.outputFolder = Optional.of(folder));
    }

    public RunOptions withoutCache() {
        return with(o -> o.caching = false);
    }

    /** Things seen before keep their names. */
    public RunOptions naming(RegionNames known) {
        return with(o -> o.names = known);
    }

    public RunOptions writtenDownIn(CallBook other) {
        return with(o -> o.book = other);
    }

    /**
     * For a plan that a step runs: it counts as one within the step's, keeps to the same limits, and its calls are written
     * down in the same book. What happens in it nobody hears of but who is told besides.
     *
     * @param otherwise how it is run where no run is around the call
     */
    public static RunOptions around(ToolContext step, Supplier<RunOptions> otherwise) {
        RunOptions options = step.surroundings()
                .filter(RunOptions.class::isInstance)
                .map(RunOptions.class::cast)
                .orElseGet(otherwise);
        RunOptions nested = options.within(step).named("").toldTo(List.of()).naming(RegionNames.NONE);
        return step.outputFolder().map(nested::writingTo).orElse(nested);
    }

    /** For a plan that a step runs: it counts as one within the step's. */
    public RunOptions within(ToolContext step) {
        return with(o -> o.depth = step.depth()).endedBy(step.cancellation());
    }

    public RunOptions swapping(Map<String, String> models) {
        return with(o -> o.swaps = models);
    }

    /** Steps that want a person's yes ask here. */
    public RunOptions askingFor(Approver other) {
        return with(o -> o.approver = other);
    }

    private RunOptions with(Consumer<Changes> change) {
        Changes changes = new Changes(this);
        change.accept(changes);
        return changes.done();
    }

    /** These options while one of them changes. */
    private static final class Changes {
        private String run;
        private RunLimits limits;
        private Cancellation cancellation;
        private List<Consumer<RunEvent>> listeners;
        private Optional<String> wishedModel;
        private Optional<Path> outputFolder;
        private boolean caching;
        private RegionNames names;
        private CallBook book;
        private int depth;
        private Map<String, String> swaps;
        private Approver approver;

        private Changes(RunOptions from) {
            run = from.run;
            limits = from.limits;
            cancellation = from.cancellation;
            listeners = from.listeners;
            wishedModel = from.wishedModel;
            outputFolder = from.outputFolder;
            caching = from.caching;
            names = from.names;
            book = from.book;
            depth = from.depth;
            swaps = from.swaps;
            approver = from.approver;
        }

        private RunOptions done() {
            return new RunOptions(
                    run,
                    limits,
                    cancellation,
                    listeners,
                    wishedModel,
                    outputFolder,
                    caching,
                    names,
                    book,
                    depth,
                    swaps,
                    approver);
        }
    }
}
