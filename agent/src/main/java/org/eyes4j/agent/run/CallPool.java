package org.eyes4j.agent.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one run that wait for their turn, for their next try, or for their end. All but {@link #wake} and what calls
 * send belongs to whoever keeps the run's books.
 */
final class CallPool {
    private static final int MOST_PROGRESS = 1000;
    private static final int MOST_LEFT_BEHIND = 32;

    /** Told of a call's end on the call's own thread; gives the call which that thread is to make next, if any. */
    @FunctionalInterface
    interface EndListener {
        StepState.@Nullable Call ended(StepState.Call call, CallRunner.Outcome outcome);
    }

    /** What calls and callers tell the run. */
    sealed interface Message {
        record Progress(StepState.Call call, String text) implements Message {}

        /** Look again. */
        record Wake() implements Message {}
    }

    private record Later(StepState.Call call, long atNanos) {}

    private final LocalPlanExecutor executor;
    private final CallRunner runner;
    private final Queue<Message> messages = new LinkedBlockingQueue<>();
    private final Semaphore signals = new Semaphore(0);
    /** Steps with calls to make, next first; a step goes to the end after each, so that no list holds up the others. */
    private final Deque<StepState> ready = new ArrayDeque<>();

    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::atNanos));
    private final EndListener ends;
    private int active;
    private int asking;
    private StepState.@Nullable Call kept;

    CallPool(LocalPlanExecutor executor, CallRunner runner, EndListener ends) {
        this.executor = executor;
        this.runner = runner;
        this.ends = ends;
    }

    /** From any thread: the run is to look again at where it stands. */
    void wake() {
        send(new Message.Wake());
    }

    private void send(Message message) {
        messages.add(message);
        signals.release();
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
            StepState state = nextReady();
            if (state == null) {
                return null;
            }
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

    /** Takes out the next step that may make another call now. */
    private @Nullable StepState nextReady() {
        for (int left = ready.size(); left > 0; left--) {
            StepState state = ready.remove();
            if (!state.isFull()) {
                return state;
            }
            ready.add(state);
        }
        return null;
    }

    boolean isIdle() {
        return active == 0 && asking == 0 && ready.isEmpty() && later.isEmpty();
    }

    /** Sets a call to work; why not, if it cannot be. */
    @Nullable
    Failure start(StepState.Call call) {
        Failure refused = count(call);
        if (refused != null) {
            return refused;
        }
        try {
            executor.threads().execute(() -> work(call));
            return null;
        } catch (RejectedExecutionException e) {
            ended(call);
            return closing();
        }
    }

    /** Leaves a call to the thread that keeps the books, which takes it with {@link #kept}; why not, if it cannot be. */
    @Nullable
    Failure keep(StepState.Call call) {
        Failure refused = executor.threads().isShutdown() ? closing() : count(call);
        kept = refused == null ? call : kept;
        return refused;
    }

    /** What was left to the calling thread, once. */
    StepState.@Nullable Call kept() {
        StepState.Call call = kept;
        kept = null;
        return call;
    }

    private @Nullable Failure count(StepState.Call call) {
        if (executor.leftBehind().get() >= MOST_LEFT_BEHIND) {
            return new Failure(
                    FailureKind.LIMIT,
                    MOST_LEFT_BEHIND + " calls that were given up still run; no more are started",
                    "Restart the program");
        }
        call.step.active.add(call);
        active += call.places();
        asking += 1 - call.places();
        return null;
    }

    private static Failure closing() {
        return new Failure(FailureKind.CANCELLED, "The program is shutting down", "");
    }

    /** On a thread of the executor: a call, and whatever this thread is to go on with. */
    private void work(StepState.Call first) {
        StepState.@Nullable Call next = first;
        while (next != null) {
            StepState.Call call = next;
            CallRunner.Outcome outcome = runner.runSafely(call, text -> {
                if (messages.size() < MOST_PROGRESS) {
                    send(new Message.Progress(call, text));
                }
            });
            // What one tool left behind on this thread is nothing to the next.
            Thread.interrupted();
            if (!call.settle()) {
                executor.leftBehind().decrementAndGet();
                return;
            }
            next = ends.ended(call, outcome);
        }
    }

    /** Whether the call was still waited for. */
    boolean ended(StepState.Call call) {
        boolean awaited = call.step.active.remove(call);
        active -= awaited ? call.places() : 0;
        asking -= awaited ? 1 - call.places() : 0;
        return awaited;
    }

    /** Gives up all calls of a step that are at work: they are told to end, and nobody waits for them. */
    void abandon(StepState state, RunTeller teller) {
        for (StepState.Call call : state.active) {
            if (call == kept) {
                kept = null;
            } else if (call.settle()) {
                executor.leftBehind().incrementAndGet();
            }
            teller.quietly(call.cancellation::request);
        }
        state.active.forEach(call -> {
            active -= call.places();
            asking -= 1 - call.places();
        });
        state.active.clear();
    }

    /** Waits for a message, no longer than until a moment. It stays where it is: only who keeps the books takes any, in order. */
    void await(long untilNanos) throws InterruptedException {
        long now = System.nanoTime();
        Later first = later.peek();
        long wait = first == null ? untilNanos - now : Math.min(untilNanos - now, first.atNanos() - now);
        signals.tryAcquire(Math.max(0, wait), TimeUnit.NANOSECONDS);
        signals.drainPermits();
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
