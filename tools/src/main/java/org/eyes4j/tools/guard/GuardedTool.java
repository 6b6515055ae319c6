package org.eyes4j.tools.guard;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Availability;
import org.eyes4j.tools.Lack;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.FrameMismatchException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tool that others wrote, fenced in. Its calls run on a few threads of their own and end within their time limit, or as
 * soon as the caller is told to stop, whether the tool minds or not; a call that was given up keeps one of the tool's own
 * places until its thread ends. Whatever it throws, and whatever it gives that it may not give (see {@link OutputLimits}),
 * is a failure. After some failures in a row it is left alone for a while ({@link #availability}), then tried with one
 * call. Thread-safe.
 */
public final class GuardedTool implements Tool {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedTool.class);

    /** How long the tool may think about what it lacks; planners ask for that. */
    private static final Duration QUICK = Duration.ofSeconds(1);

    private static final Set<FailureKind> COUNTED =
            Set.of(FailureKind.INTERNAL, FailureKind.TIMEOUT, FailureKind.UNAVAILABLE, FailureKind.LIMIT);

    private final Tool tool;
    private final ToolSpecification specification;
    private final GuardSettings settings;
    private final Breaker breaker;
    private final Places places;
    private final ThreadGroup group;
    private final AtomicInteger own = new AtomicInteger();
    private final ThreadPoolExecutor threads;
    private final Set<GuardedCall> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public GuardedTool(Tool tool, GuardSettings settings) {
        this(tool, settings, Clock.systemUTC());
    }

    /** @param clock by which it is left alone */
    public GuardedTool(Tool tool, GuardSettings settings, Clock clock) {
        this.tool = tool;
        this.specification = Objects.requireNonNull(tool.specification(), "A tool needs a specification, got null");
        this.settings = settings;
        this.breaker = new Breaker(specification.name(), settings, clock);
        this.places = new Places(settings.concurrency());
        this.group = new ThreadGroup("tool-" + specification.name());
        // A task for each place and a thread for each task: nothing is ever refused or queued behind a call that hangs.
        this.threads = new ThreadPoolExecutor(
                settings.concurrency(),
                settings.concurrency(),
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable work) {
        Runnable counted = () -> {
            own.incrementAndGet();
            try {
                work.run();
            } finally {
                own.decrementAndGet();
            }
        };
        Thread thread = new Thread(group, counted, group.getName());
        thread.setDaemon(true);
        return thread;
    }

    /** As it was when the guard was made. */
    @Override
    public ToolSpecification specification() {
        return specification;
    }

    /** The tool behind the guard. */
    public Tool guarded() {
        return tool;
    }

    /** Calls that were given up and whose threads still run. */
    public int leftBehind() {
        return places.lost();
    }

    @Override
    public Availability availability() {
        if (closed) {
            return Availability.out("'" + specification.name() + "' was taken away");
        } else if (places.allLost()) {
            return Availability.out(hanging());
        }
        return breaker.outage().map(Availability::out).orElse(Availability.READY);
    }

    @Override
    public Optional<Lack> lack() {
        AtomicReference<Optional<Lack>> lack = new AtomicReference<>(Optional.empty());
        if (availability().ready()) {
            GuardedCall.Work ask = context -> {
                lack.set(tool.lack());
                return null;
            };
            ToolContext context = ToolContext.detached();
            long until = System.nanoTime() + QUICK.toNanos();
            if (turn(until, context).isEmpty()) {
                run(ask, context, until);
            }
        }
        return Objects.requireNonNull(lack.get());
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        long until = System.nanoTime() + settings.timeout().toNanos();
        Optional<Failure> refused = turn(until, context);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<String> outage = breaker.enter();
        if (outage.isPresent()) {
            places.giveBack(false);
            return failure(FailureKind.UNAVAILABLE, outage.get(), "Use another tool, or try again later");
        }
        long start = System.nanoTime();
        AtomicReference<List<String>> warnings = new AtomicReference<>(List.of());
        GuardedCall.Work work = inner -> checked(arguments, tool.call(arguments, inner));
        ToolResult result = result(run(work, context, until, warnings));
        Objects.requireNonNull(warnings.get()).forEach(context::warn);
        book(result, System.nanoTime() - start);
        return result;
    }

    /** What the tool gave, if it may give that; looked at on the tool's own thread, since looking takes time too. */
    private ToolResult checked(Arguments arguments, @org.jspecify.annotations.Nullable ToolResult result) {
        if (result instanceof Failure failure) {
            return failure(
                    failure.kind() == null ? FailureKind.INTERNAL : failure.kind(),
                    Said.brief(String.valueOf(failure.message())),
                    Said.brief(String.valueOf(failure.hint())));
        }
        if (!(result instanceof Success success)) {
            return bug("gave no result at all");
        }
        Optional<String> fault = new OutputCheck(specification, arguments, settings.output()).fault(success);
        if (fault.isPresent()) {
            return bug(fault.get());
        }
        return new Success(
                success.value(),
                Said.brief(success.model()),
                success.warnings().stream().limit(20).map(Said::brief).toList());
    }

    private Failure bug(String what) {
        return failure(
                FailureKind.INTERNAL,
                "Tool '" + specification.name() + "' " + what,
                "This is a fault of the plugin; its author is to mend it");
    }

    private static Failure failure(FailureKind kind, String message, String hint) {
        return new Failure(kind, message, hint);
    }

    /** A place to work at; why there is none. */
    private Optional<Failure> turn(long until, ToolContext context) {
        if (closed) {
            return Optional.of(failure(FailureKind.UNAVAILABLE, "'" + specification.name() + "' was taken away", ""));
        }
        Places.Turn turn;
        try (var heard = context.cancellation().onRequest(places::wake)) {
            turn = places.take(until, context.cancellation());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            turn = Places.Turn.CANCELLED;
        }
        return switch (turn) {
            case TAKEN -> Optional.empty();
            case CANCELLED -> Optional.of(cancelled());
            case LOST ->
                Optional.of(failure(FailureKind.UNAVAILABLE, hanging(), "Use another tool, or load the plugin again"));
            case FULL ->
                Optional.of(failure(
                        FailureKind.LIMIT,
                        "'" + specification.name() + "' works on " + settings.concurrency()
                                + " calls already, and none ended within " + told(settings.timeout()),
                        "Ask for less at once"));
        };
    }

    private GuardedCall.End run(GuardedCall.Work work, ToolContext context, long until) {
        return run(work, context, until, new AtomicReference<>(List.of()));
    }

    private GuardedCall.End run(
            GuardedCall.Work work, ToolContext context, long until, AtomicReference<List<String>> warnings) {
        GuardedCall call =
                new GuardedCall(work, context, places, group, tool.getClass().getClassLoader());
        calls.add(call);
        try {
            threads.execute(call);
            GuardedCall.End end = call.await(until);
            warnings.set(call.warnings());
            return end;
        } catch (RejectedExecutionException e) {
            places.giveBack(false);
            return new GuardedCall.End.Cancelled();
        } finally {
            calls.remove(call);
        }
    }

    private ToolResult result(GuardedCall.End end) {
        if (end instanceof GuardedCall.End.Gave gave) {
            return Objects.requireNonNull(gave.result());
        } else if (end instanceof GuardedCall.End.TimedOut) {
            return failure(
                    FailureKind.TIMEOUT,
                    "'" + specification.name() + "' did not end within " + told(settings.timeout()),
                    "Give it less to do, or more time");
        } else if (end instanceof GuardedCall.End.Threw threw) {
            return thrown(threw.thrown());
        }
        return cancelled();
    }

    private Failure thrown(Throwable thrown) {
        if (thrown instanceof FrameMismatchException) {
            return failure(
                    FailureKind.BAD_INPUT,
                    Said.brief(String.valueOf(thrown.getMessage())),
                    "Give '" + specification.name() + "' values that belong to the same picture.");
        }
        LOG.error("Tool '{}' failed unexpectedly", specification.name(), thrown);
        if (thrown instanceof OutOfMemoryError) {
            return failure(
                    FailureKind.LIMIT,
                    "Tool '" + specification.name() + "' ran out of memory",
                    "Give a smaller picture or more memory (-Xmx)");
        }
        return bug("threw " + Said.thrown(thrown));
    }

    private Failure cancelled() {
        return failure(FailureKind.CANCELLED, "'" + specification.name() + "' was cancelled", "");
    }

    private void book(ToolResult result, long nanos) {
        int more = foreignThreads();
        if (more > settings.threads()) {
            breaker.failed(nanos, "it left " + more + " threads running; " + settings.threads() + " are allowed");
        } else if (result instanceof Failure failure && failure.kind() == FailureKind.CANCELLED) {
            breaker.leave();
        } else if (result instanceof Failure failure && COUNTED.contains(failure.kind())) {
            breaker.failed(nanos, failure.message());
        } else {
            breaker.worked(nanos);
        }
    }

    /** Threads that the tool has started and that still run. */
    private int foreignThreads() {
        return group.activeCount() - own.get();
    }

    private String hanging() {
        return "All " + settings.concurrency() + " places of '" + specification.name()
                + "' are held by calls that were given up and do not end";
    }

    private static String told(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Gives up its calls and closes the tool, waiting for neither longer than a moment. */
    @Override
    public void close() {
        closed = true;
        List<GuardedCall> running = new ArrayList<>(calls);
        running.forEach(call -> call.giveUp(new GuardedCall.End.Cancelled()));
        threads.shutdown();
        Thread closing = new Thread(group, this::closeTool, group.getName() + "-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(Math.min(5_000, settings.timeout().toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        group.interrupt();
    }

    private void closeTool() {
        try {
            tool.close();
        } catch (Throwable e) {
            LOG.warn("Tool '{}' did not close: {}", specification.name(), Said.thrown(e));
        }
    }
}
