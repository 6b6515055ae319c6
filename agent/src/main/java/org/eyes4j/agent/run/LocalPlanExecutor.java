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
 * Runs plans in this process. The calling thread watches over the run; tools run on threads of this executor. A tool that
 * does not heed its being cancelled is left behind, and does not hold up the run.
 */
public final class LocalPlanExecutor implements PlanExecutor {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ToolRegistry tools;
    private final CallPlace place;
    private final Expressions expressions;
    private final StepCache cache;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor threads;
    private final AtomicInteger leftBehind = new AtomicInteger();

    public LocalPlanExecutor(ToolRegistry tools, Expressions expressions, StepCache cache, Clock clock) {
        this(tools, expressions, cache, clock, CallPlace.here(tools));
    }

    /**
     * One that conducts runs here while the calls of their steps are made elsewhere.
     *
     * @param tools known by their specifications
     */
    public LocalPlanExecutor(
            ToolRegistry tools, Expressions expressions, StepCache cache, Clock clock, CallPlace place) {
        this.tools = tools;
        this.place = place;
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

    @Override
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

    @Override
    public void close() {
        threads.shutdownNow();
    }

    @Override
    public String newId() {
        byte[] some = new byte[3];
        random.nextBytes(some);
        return STAMP.format(clock.instant()) + "-" + HexFormat.of().formatHex(some);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    ToolRegistry tools() {
        return tools;
    }

    CallPlace place() {
        return place;
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
