package org.eyes4j.tools;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a call may know about the run it belongs to.
 *
 * @param cancellation when to stop
 * @param progress told what long work is at, in plain words ("pulling coco-ssd, 12 of 18 MB")
 * @param warnings told what a person should know; reaches the answer
 * @param wishedModel the model the caller asked for by name, if any
 * @param outputFolder where tools that write files write them; empty when the run writes none
 * @param depth how many runs are around this call: 0 outside of any, 1 for a step, more where a step runs a plan itself
 * @param surroundings what runs the call, for tools that run plans themselves and nobody else; empty outside of runs
 */
public record ToolContext(
        Cancellation cancellation,
        Consumer<String> progress,
        Consumer<String> warnings,
        Optional<String> wishedModel,
        Optional<Path> outputFolder,
        int depth,
        Optional<Object> surroundings) {

    /** A context outside of any run. */
    public ToolContext(
            Cancellation cancellation,
            Consumer<String> progress,
            Consumer<String> warnings,
            Optional<String> wishedModel,
            Optional<Path> outputFolder) {
        this(cancellation, progress, warnings, wishedModel, outputFolder, 0);
    }

    /** A context with nothing around it that a tool could ask for. */
    public ToolContext(
            Cancellation cancellation,
            Consumer<String> progress,
            Consumer<String> warnings,
            Optional<String> wishedModel,
            Optional<Path> outputFolder,
            int depth) {
        this(cancellation, progress, warnings, wishedModel, outputFolder, depth, Optional.empty());
    }

    /** A context for a single call outside any run: never cancelled, nobody listens. */
    public static ToolContext detached() {
        return new ToolContext(new Cancellation(), p -> {}, w -> {}, Optional.empty(), Optional.empty());
    }

    public void warn(String message) {
        warnings.accept(message);
    }

    public void report(String message) {
        progress.accept(message);
    }

    public ToolContext warningTo(Consumer<String> listener) {
        return new ToolContext(cancellation, progress, listener, wishedModel, outputFolder, depth, surroundings);
    }

    public ToolContext writingTo(Path folder) {
        return new ToolContext(cancellation, progress, warnings, wishedModel, Optional.of(folder), depth, surroundings);
    }
}
