package org.eyes4j.agent.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one run that wait for their turn, for their next try, or for their end. All but {@link #wake} and what calls
 * send belongs to the run's own thread.
 */
final class CallPool {
    private static final int MOST_PROGRESS = 1000;
    private static final int MOST_LEFT_BEHIND = 32;

    /** What calls and callers tell the run. */
    sealed interface Message {
        record Ended(StepState.Call call, CallRunner.Outcome outcome) implements Message {}

        record Progress(StepState.Call call, String text) implements Message {}

        /** Look again. */
        record Wake() implements Message {}
    }

    private record Later(StepState.Call call, long atNanos) {}

    private final PlanExecutor executor;
    private final CallRunner runner;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    /** Steps with calls to make, next first; a step goes to the end after each, so that no list holds up the others. */
    private final Deque<StepState> ready = new ArrayDeque<>();

    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::atNanos));
    private int active;

    CallPool(PlanExecutor executor, CallRunner runner) {
        this.executor = executor;
        this.runner = runner;
    }

    /** From any thread: the run is to look again at where it stands. */
    void wake() {
        messages.add(new Message.Wake());
    }

    void add(StepState state) {
        ready.add(state);
    }

    void addLater(StepState.Call call, Duration wait) {
        later.add(new Later(call, System.nanoTime() + wait.toNanos()));
    }

    /** The next call to make, if there is one and room for it. */
    StepState.@Nullable Call next(int parallelism) {
        while (active < parallelism && !ready.isEmpty()) {
            StepState state = ready.remove();
            StepState.Call call = state.pending.poll();
            if (!state.isOver() && call != null) {
                if (!state.pending.isEmpty()) {
                    ready.add(state);
                }
                return call;
            }
        }
        return null;
    }

    boolean isIdle() {
        return active == 0 && ready.isEmpty() && later.isEmpty();
    }

    /** Sets a call to work; why not, if it cannot be. */
    @Nullable
    Failure start(StepState.Call call) {
        if (executor.leftBehind().get() >= MOST_LEFT_BEHIND) {
            return new Failure(
                    FailureKind.LIMIT,
                    MOST_LEFT_BEHIND + " calls that were given up still run; no more are started",
                    "Restart the program");
        }
        call.step.active.add(call);
        active++;
        try {
            executor.threads().execute(() -> work(call));
            return null;
        } catch (RejectedExecutionException e) {
            ended(call);
            return new Failure(FailureKind.CANCELLED, "The program is shutting down", "");
        }
    }

    /** On a thread of the executor. */
    private void work(StepState.Call call) {
        CallRunner.Outcome outcome = runner.runSafely(call, text -> {
            if (messages.size() < MOST_PROGRESS) {
                messages.add(new Message.Progress(call, text));
            }
        });
        messages.add(new Message.Ended(call, outcome));
        if (!call.settle()) {
            executor.leftBehind().decrementAndGet();
        }
    }

    /** Whether the call was still waited for. */
    boolean ended(StepState.Call call) {
        boolean awaited = call.step.active.remove(call);
        active -= awaited ? 1 : 0;
        return awaited;
    }

    /** Gives up all calls of a step that are at work: they are told to end, and nobody waits for them. */
    void abandon(StepState state, RunTeller teller) {
        for (StepState.Call call : state.active) {
            if (call.settle()) {
                executor.leftBehind().incrementAndGet();
            }
            teller.quietly(call.cancellation::request);
        }
        active -= state.active.size();
        state.active.clear();
    }

    /** The next message, waiting no longer than until a moment; null if there is none. */
    @Nullable
    Message await(long untilNanos) throws InterruptedException {
        long now = System.nanoTime();
        Later first = later.peek();
        long wait = first == null ? untilNanos - now : Math.min(untilNanos - now, first.atNanos() - now);
        return messages.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
    }

    /** A message that is there already; null if there is none. */
    @Nullable
    Message poll() {
        return messages.poll();
    }

    /** Puts calls whose time for another try has come back among those to make, first. */
    void tryAgain(long now) {
        while (!later.isEmpty() && later.element().atNanos() - now <= 0) {
            StepState.Call call = later.remove().call();
            if (!call.step.isOver()) {
                call.step.pending.addFirst(call);
                ready.addFirst(call.step);
            }
        }
    }
}
