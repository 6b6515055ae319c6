package org.eyes4j.tools.conform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.conform.Report.Depth;
import org.eyes4j.tools.value.Value;

/** What a tool does when it is called many times, and by several at once. */
final class LastingChecks {
    static final String TOGETHER = "serves_several_at_once";
    static final String LASTS = "memory_and_threads_stay_flat";

    static final List<Check> ALL = List.of(
            new Check(TOGETHER, Depth.FULL, LastingChecks::together),
            new Check(LASTS, Depth.FULL, LastingChecks::lasts));

    private static final int CALLS = 100;
    private static final int LEAST_CALLS = 30;
    private static final Duration BUDGET = Duration.ofMinutes(2);

    /** Of the second half of the calls; less is what the rest of the process may do meanwhile. */
    private static final long GROWTH = 8L << 20;

    private static final int THREADS = 10;

    private LastingChecks() {}

    private static Finding together(Trial trial) {
        Value alone = trial.firstSuccess().success().value();
        Map<String, Value> arguments = trial.arguments().get(0);
        boolean random =
                trial.specification().is(Trait.RANDOM) || trial.specification().is(Trait.EFFECT);
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        List<Thread> callers = java.util.stream.IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    String fault = again(trial, arguments, alone, random);
                    if (!fault.isEmpty()) {
                        faults.add(fault);
                    }
                }))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotLook("the check was interrupted");
            }
        }
        return faults.isEmpty()
                ? Finding.passed(TOGETHER)
                : Finding.failed(
                        TOGETHER,
                        "called four times at once, " + faults.peek(),
                        "Keep what belongs to a call in local variables; one tool serves many calls at once");
    }

    private static String again(Trial trial, Map<String, Value> arguments, Value alone, boolean random) {
        try {
            Called called = trial.call(arguments);
            if (!called.succeeded()) {
                return called.told();
            }
            return random ? "" : Nearness.difference(alone, called.success().value());
        } catch (CannotLook e) {
            return "a call hung";
        }
    }

    private static Finding lasts(Trial trial) {
        Duration usual = trial.firstSuccess().took();
        if (trial.specification().is(Trait.EFFECT)) {
            throw new CannotLook("it has effects, and is not called a hundred times");
        }
        long affordable = usual.isZero() ? CALLS : BUDGET.toNanos() / Math.max(1, usual.toNanos());
        int calls = (int) Math.min(CALLS, affordable);
        if (calls < LEAST_CALLS) {
            throw new CannotLook("a call takes " + usual.toMillis() + " ms, too long for " + LEAST_CALLS + " of them");
        }
        int threads = trial.threadsLeft();
        repeat(trial, calls / 3);
        long early = used();
        repeat(trial, calls / 3);
        long middle = used();
        repeat(trial, calls / 3);
        long late = used();
        int left = trial.threadsLeft() - threads;
        if (left > THREADS) {
            return Finding.failed(
                    LASTS,
                    calls + " calls left " + left + " threads running",
                    "Share one executor between calls, and shut down what a call starts");
        }
        // A leak grows in every part; what the collector left once does not.
        boolean leaks = middle - early > GROWTH / 2 && late - middle > GROWTH / 2;
        return leaks
                ? Finding.failed(
                        LASTS,
                        "over " + 2 * (calls / 3) + " calls the memory in use grew by " + ((late - early) >> 20)
                                + " MiB",
                        "Keep nothing of a call beyond its end, or bound what you cache")
                : Finding.passed(LASTS);
    }

    private static void repeat(Trial trial, int times) {
        for (int i = 0; i < times; i++) {
            Called called = trial.call(trial.arguments().get(0));
            if (!called.succeeded()) {
                throw new CannotLook("after some calls " + called.told());
            }
        }
    }

    /** Bytes of the heap in use after a collection. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
