package org.eyes4j.tools.conform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eyes4j.tools.ArgumentChecker;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Lack;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.guard.OutputCheck;
import org.eyes4j.tools.guard.OutputLimits;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A tool being looked at: what it is called with, and its calls, each on a thread of its own so that one that hangs holds up
 * nothing but its check. Used on one thread.
 */
public final class Trial {
    /** How long after being told to stop a call may go on. */
    static final Duration STOP = Duration.ofSeconds(2);

    private final Tool tool;
    private final ToolSpecification specification;
    private final List<Map<String, Value>> given;
    private final Duration patience;
    private final @Nullable Path folder;
    private final ThreadGroup threads;
    private volatile boolean hung;
    private volatile @Nullable Called first;

    Trial(Tool tool, List<Map<String, Value>> given, Duration patience, @Nullable Path folder) {
        this.tool = tool;
        this.specification = tool.specification();
        this.given = given;
        this.patience = patience;
        this.folder = folder;
        this.threads = new ThreadGroup("conformance-" + specification.name());
    }

    Tool tool() {
        return tool;
    }

    ToolSpecification specification() {
        return specification;
    }

    /** What it is called with: what its author gave, else what suits its ports. */
    List<Map<String, Value>> arguments() {
        return given.isEmpty() ? List.of(Samples.of(specification)) : given;
    }

    boolean isGiven() {
        return !given.isEmpty();
    }

    /** The first call with what it is called with; made once. */
    Called first() {
        Called known = first;
        if (known == null) {
            known = call(arguments().get(0));
            first = known;
        }
        return known;
    }

    /** That, where it succeeded: most checks go on from there. */
    Called firstSuccess() {
        Called known = first();
        if (!known.succeeded()) {
            throw new CannotLook("the sample call did not succeed: " + known.told());
        }
        return known;
    }

    /** Whether it can be called; nothing of a tool that changes the world is tried out unasked. */
    void mayCall() {
        if (specification.is(Trait.EFFECT) && folder == null) {
            throw new CannotLook("the tool has effects, and is not called without a folder for them");
        } else if (hung) {
            throw new CannotLook("an earlier call hangs");
        }
        Called known = first;
        if (known != null && known.hung()) {
            throw new CannotLook("the sample call did not end in time");
        }
        Optional<Lack> lack = tool.lack();
        if (lack.isPresent()) {
            throw new CannotLook("it lacks a model: " + lack.get().remedy());
        }
    }

    Called call(Map<String, Value> arguments) {
        return call(arguments, new Cancellation(), patience);
    }

    /** A call that ends as it likes, within the time there is. */
    Called call(Map<String, Value> arguments, Cancellation cancellation, Duration longest) {
        mayCall();
        List<String> faults = ArgumentChecker.faults(specification, arguments);
        if (!faults.isEmpty()) {
            return new Called(
                    ToolResult.failed(FailureKind.INVALID_ARGUMENT, String.join("; ", faults)),
                    null,
                    false,
                    Duration.ZERO);
        }
        ToolContext context =
                new ToolContext(cancellation, p -> {}, w -> {}, Optional.empty(), Optional.ofNullable(folder));
        Arguments complete = ArgumentChecker.complete(specification, arguments);
        CompletableFuture<@Nullable ToolResult> end = new CompletableFuture<>();
        Thread thread = new Thread(threads, () -> {
            try {
                end.complete(tool.call(complete, context));
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        long start = System.nanoTime();
        thread.start();
        return wait(end, start, longest, thread, cancellation);
    }

    private Called wait(
            CompletableFuture<@Nullable ToolResult> end,
            long start,
            Duration longest,
            Thread thread,
            Cancellation cancellation) {
        ToolResult result = null;
        Throwable thrown = null;
        try {
            result = end.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            thrown = e.getCause();
        } catch (TimeoutException e) {
            stop(thread, cancellation);
            return new Called(null, null, true, longest);
        } catch (InterruptedException e) {
            stop(thread, cancellation);
            Thread.currentThread().interrupt();
            throw new CannotLook("the check was interrupted");
        }
        return new Called(result, thrown, false, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Tells a call to end, and gives it a moment to. */
    private void stop(Thread thread, Cancellation cancellation) {
        Thread messenger = new Thread(threads, cancellation::request);
        messenger.setDaemon(true);
        messenger.start();
        thread.interrupt();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hung |= thread.isAlive();
    }

    /** Whether a call went on though it was told to stop. */
    boolean hangs() {
        return hung;
    }

    /** Threads that calls started and that still run. */
    int threadsLeft() {
        return threads.activeCount();
    }

    /** What is wrong with what a call gave, as the rest of a sentence about the tool. */
    Optional<String> fault(Map<String, Value> arguments, Called called) {
        return called.succeeded()
                ? new OutputCheck(
                                specification, ArgumentChecker.complete(specification, arguments), OutputLimits.DEFAULT)
                        .fault(called.success())
                : Optional.empty();
    }
}
