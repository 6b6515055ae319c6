package org.eyes4j.agent.run;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Value;

/**
 * Runs plans: each step as soon as what it refers to is there, several at once. The calling thread keeps the books; tools
 * run on threads of this executor. A failed step fails only what depends on it. A tool that does not heed its being
 * cancelled is left behind, and does not hold up the run. Thread-safe: one executor serves many runs at once.
 */
public final class PlanExecutor implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ToolRegistry tools;
    private final Expressions expressions;
    private final StepCache cache;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor threads;
    private final AtomicInteger leftBehind = new AtomicInteger();

    public PlanExecutor(ToolRegistry tools, Expressions expressions, StepCache cache, Clock clock) {
        this.tools = tools;
        this.expressions = expressions;
        this.cache = cache;
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        // Unbounded here, bounded by each run: a tool that never returns must not take a place from those that do.
        this.threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "eyes4j-step-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Runs a plan to its end. What goes wrong in it is in the result, not thrown; the plan should have passed the checker.
     *
     * @throws IllegalArgumentException if two steps have the same id
     */
    public RunResult run(Plan plan, Map<String, Value> inputs, RunOptions options) {
        return run(plan, inputs, options, RunResult.NOTHING);
    }

    /**
     * Goes on with a run whose plan has grown or changed. A step that stands as it was and is done or has failed is not run
     * again: its value, its report and the ids of its regions stay. Steps that were skipped, changed or are new are run.
     *
     * @param before what the run came to so far; its id is kept
     * @throws IllegalArgumentException if two steps have the same id
     */
    public RunResult run(Plan plan, Map<String, Value> inputs, RunOptions options, RunResult before) {
        Set<String> ids = new HashSet<>();
        for (PlanStep step : plan.steps()) {
            if (!ids.add(step.id())) {
                throw new IllegalArgumentException("Two steps are called '" + step.id() + "'");
            }
        }
        String id = !before.run().isEmpty() ? before.run() : options.run().isEmpty() ? newId() : options.run();
        return new PlanRun(plan, inputs, options.named(id), this, before).execute();
    }

    /** Stops accepting runs; calls that still go on are told to end. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** An id for a run to come: its time (UTC) and some chance. */
    public String newId() {
        byte[] some = new byte[3];
        random.nextBytes(some);
        return STAMP.format(clock.instant()) + "-" + HexFormat.of().formatHex(some);
    }

    /** The time by this executor's clock. */
    public Instant now() {
        return clock.instant();
    }

    ToolRegistry tools() {
        return tools;
    }

    Expressions expressions() {
        return expressions;
    }

    StepCache cache() {
        return cache;
    }

    Clock clock() {
        return clock;
    }

    ThreadPoolExecutor threads() {
        return threads;
    }

    /** Calls that were given up and still run. */
    AtomicInteger leftBehind() {
        return leftBehind;
    }
}
