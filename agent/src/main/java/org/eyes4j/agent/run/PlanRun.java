package org.eyes4j.agent.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eyes4j.agent.check.PlanSignature;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.CelNames;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan: which step begins, and what its end means for the others. Everything here belongs to whoever holds
 * {@link #books}: a thread whose call ended keeps the books itself and goes on with the next call, since handing every end
 * and every beginning to another thread costs more than keeping them; the thread that runs {@link #execute} watches over
 * time limits, cancellation and what calls tell.
 */
final class PlanRun {
    private final Plan plan;
    private final RunOptions options;
    private final LocalPlanExecutor executor;
    private final CallPool calls;
    private final RunTeller teller;
    private final RunInputs inputs;
    private final Map<String, StepState> states = new LinkedHashMap<>();
    /** By a step's id, those that wait for it, in the plan's order. */
    private final Map<String, List<StepState>> waiting = new HashMap<>();
    /** The steps from the first that may not be over on. */
    private final Deque<StepState> open = new ArrayDeque<>();

    private final StepNaming naming;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final ReentrantLock books = new ReentrantLock();
    private final long startedNanos = System.nanoTime();
    private final Set<String> limitsMet = new LinkedHashSet<>();
    private int begunSteps;
    private long valueBytes;
    /** Until when the watching thread sleeps. */
    private long watchSleepsUntil;

    /** What went wrong in keeping the books on a call's thread; thrown to the caller of the run. */
    private @Nullable Throwable bug;

    PlanRun(Plan plan, Map<String, Value> given, RunOptions options, LocalPlanExecutor executor, RunResult before) {
        this.plan = plan;
        this.options = options;
        this.executor = executor;
        this.calls = new CallPool(executor, new CallRunner(executor, options), this::ended);
        this.teller = new RunTeller(options, executor.clock());
        RegionNamer namer = new RegionNamer(options.names());
        this.inputs = RunInputs.of(plan, given, namer);
        plan.steps().forEach(step -> states.put(step.id(), new StepState(step, specification(step))));
        for (StepState state : states.values()) {
            for (Argument.Ref ref : state.step.needs(states.keySet())) {
                if (!ref.isInput() && state.waitsFor.add(ref.name())) {
                    waiting.computeIfAbsent(ref.name(), id -> new ArrayList<>()).add(state);
                }
            }
        }
        open.addAll(states.values());
        for (StepState state : states.values()) {
            StepState fallback = fallback(state);
            if (fallback != null) {
                fallback.standsFor = state;
            }
        }
        this.naming = new StepNaming(namer, states);
        values.putAll(EarlierRound.keep(before, states, namer));
    }

    private @Nullable ToolSpecification specification(PlanStep step) {
        Plan nested = step.handling().plan();
        try {
            return nested == null
                    ? executor.tools().specification(step.tool()).orElse(null)
                    : PlanSignature.inside(nested, executor.tools());
        } catch (IllegalArgumentException e) {
            // Inputs that cannot be arguments: the checker tells it; here it is a tool that there is not.
            return null;
        }
    }

    private @Nullable StepState fallback(StepState state) {
        String id = state.step.handling().fallback();
        StepState other = id == null ? null : states.get(id);
        return other == state ? null : other;
    }

    RunResult execute() {
        books.lock();
        try (Cancellation.Registration registration = options.cancellation().onRequest(calls::wake)) {
            teller.started(plan);
            if (options.depth() >= options.limits().depth()) {
                endAll(limitMet(
                        "This plan would be the " + (options.depth() + 1) + "th within one another; a run allows "
                                + options.limits().depth(),
                        "depth"));
            } else if (!options.cancellation().isRequested() && !isTooWide()) {
                settleKept();
                states.values().stream()
                        .filter(s -> s.waitsFor.isEmpty())
                        .toList()
                        .forEach(this::begin);
            }
            for (boolean goesOn = goOn(false); goesOn; goesOn = goOn(false)) {
                watch();
            }
            return result();
        } finally {
            books.unlock();
        }
    }

    /**
     * Refuses a run with a step over more items than a run may have, where that follows from literals and inputs alone, before
     * anything is done.
     */
    private boolean isTooWide() {
        Scope scope = new Scope(executor.expressions(), inputs.values(), Map.of(), null);
        for (StepState state : states.values()) {
            Argument list = state.step.forEach();
            if (list == null || state.isOver() || state.step.when() != null) {
                continue;
            }
            PlanStep alone = new PlanStep(state.id(), "", Map.of(), null, list, null);
            if (alone.needs(states.keySet()).stream()
                    .allMatch(ref -> ref.isInput() && inputs.values().containsKey(ref.name()))) {
                try {
                    Failure tooMany = tooMany(state, scope.items(list).size());
                    if (tooMany != null) {
                        endAll(tooMany);
                        return true;
                    }
                } catch (Unresolved e) {
                    // It is told when the step's turn comes.
                }
            }
        }
        return false;
    }

    private @Nullable Failure tooMany(StepState state, int items) {
        return items <= options.limits().fanOut()
                ? null
                : new Failure(
                        FailureKind.LIMIT,
                        "Step '" + state.id() + "' would run over " + items + " items; a run allows "
                                + options.limits().fanOut(),
                        "Select fewer first");
    }

    /** Does all that can be done now; whether anything is left to wait for. */
    private boolean goOn(boolean onCallersThread) {
        while (isAnyOpen()) {
            if (options.cancellation().isRequested()) {
                endAll(new Failure(FailureKind.CANCELLED, "The run was cancelled", ""));
                return false;
            }
            endComplete(false);
            if (valueBytes > options.limits().valueBytes()) {
                endAll(limitMet(
                        "The values of this run take " + (valueBytes >> 20) + " MiB; it may keep "
                                + (options.limits().valueBytes() >> 20) + " MiB",
                        "memory"));
                return false;
            }
            launch(onCallersThread);
            if (!calls.isIdle()) {
                return true;
            } else if (!endComplete(true)) {
                skipWhatWaitsInVain();
            }
        }
        return false;
    }

    private boolean isAnyOpen() {
        while (!open.isEmpty() && open.element().isOver()) {
            open.remove();
        }
        return !open.isEmpty();
    }

    /** Begins a step whose needs are met: finds out whether it runs, and over what. */
    private void begin(StepState state) {
        if (state.isOver() || state.begun || state.isHeld() || !state.waitsFor.isEmpty()) {
            return;
        }
        state.begun = true;
        state.startedNanos = System.nanoTime();
        if (begunSteps == options.limits().steps()) {
            skip(state, limitMet("The run has taken as many steps as it may", "steps"));
            return;
        }
        begunSteps++;
        PlanStep step = state.step;
        if (state.tool == null) {
            fail(
                    state,
                    new Failure(FailureKind.INVALID_ARGUMENT, executor.tools().unknown(step.tool()), ""));
            return;
        }
        Set<Argument.Ref> needs = step.needs(states.keySet());
        Failure noInput = inputs.missing(needs);
        if (noInput != null) {
            fail(state, noInput);
            return;
        }
        Scope scope = new Scope(executor.expressions(), inputs.values(), known(needs), null);
        try {
            String when = step.when();
            boolean perItem =
                    when != null && step.forEach() != null && CelNames.in(when).usesItem();
            if (when != null && !perItem && !scope.holds(when)) {
                skip(state, new Failure(FailureKind.CANCELLED, "Its condition '" + when + "' does not hold", ""));
                return;
            }
            begin(state, scope, perItem ? when : null);
        } catch (Unresolved e) {
            fail(state, new Failure(FailureKind.INVALID_ARGUMENT, String.valueOf(e.getMessage()), ""));
        }
    }

    /** The values of steps among what a step needs: it sees no others, and a run of many steps copies no more. */
    private Map<String, Value> known(Set<Argument.Ref> needs) {
        Map<String, Value> known = new HashMap<>();
        for (Argument.Ref ref : needs) {
            Value value = ref.isInput() ? null : values.get(ref.name());
            if (value != null) {
                known.put(ref.name(), value);
            }
        }
        return known;
    }

    private void begin(StepState state, Scope scope, @Nullable String itemCondition) throws Unresolved {
        Argument list = state.step.forEach();
        if (list == null) {
            state.pending.add(new StepState.Call(state, 0, scope, 0));
        } else {
            List<Value> items = scope.items(list);
            Failure tooMany = tooMany(state, items.size());
            if (tooMany != null) {
                fail(state, tooMany);
                return;
            }
            for (Value item : items) {
                Scope at = scope.at(item);
                if (itemCondition == null || at.holds(itemCondition)) {
                    state.pending.add(new StepState.Call(state, state.pending.size(), at, 0));
                }
            }
        }
        state.missing = state.pending.size();
        state.results = new Success[state.missing];
        if (state.missing == 0) {
            teller.stepStarted(state, 0);
            complete(state);
            return;
        }
        String question = state.step.handling().approve();
        if (question != null) {
            Approver.Question asked =
                    new Approver.Question(options.run(), state.id(), state.step.tool(), question, state.missing);
            state.unapproved.addAll(state.pending);
            state.pending.clear();
            state.pending.add(StepState.Call.asking(state, scope, asked));
            teller.asked(asked);
        }
        calls.add(state);
    }

    /** A person's answer, or that there is none. */
    private void answered(StepState state, ToolResult answer) {
        if (answer instanceof Failure nobody) {
            fail(state, nobody);
            return;
        }
        Success said = (Success) answer;
        boolean yes = said.value() instanceof Value.Flag flag && flag.value();
        String reason = String.join(", ", said.warnings());
        teller.answered(state, yes, reason);
        if (!yes) {
            skip(
                    state,
                    new Failure(
                            FailureKind.CANCELLED,
                            "A person said no to \"" + state.step.handling().approve() + "\""
                                    + (reason.isEmpty() ? "" : " (" + reason + ")"),
                            ""));
            return;
        }
        state.pending.addAll(state.unapproved);
        state.unapproved.clear();
        calls.add(state);
    }

    /** @param onCallersThread whether the calling thread itself makes the first of the calls, when it is done here */
    private void launch(boolean onCallersThread) {
        boolean own = onCallersThread;
        for (StepState.Call call = calls.next(options.limits().parallelism());
                call != null;
                call = calls.next(options.limits().parallelism())) {
            StepState state = call.step;
            if (!state.timed && call.question == null) {
                state.timed = true;
                state.startedNanos = System.nanoTime();
                state.deadlineNanos = state.startedNanos + limit(state).toNanos();
                if (state.deadlineNanos - watchSleepsUntil < 0) {
                    calls.wake();
                }
                teller.stepStarted(state, state.results.length);
            }
            Failure refused = own ? calls.keep(call) : calls.start(call);
            own = own && refused != null;
            if (refused != null) {
                fail(state, refused);
            }
        }
    }

    private Duration limit(StepState state) {
        return options.limit(state.step);
    }

    /** Lets the others keep the books until there is a message or a limit is met. */
    private void watch() {
        watchSleepsUntil = nextDeadline();
        books.unlock();
        try {
            calls.await(watchSleepsUntil);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            books.lock();
        }
        if (bug != null) {
            throw new IllegalStateException("The run of a plan has a bug", bug);
        }
        if (Thread.currentThread().isInterrupted()) {
            endAll(new Failure(FailureKind.CANCELLED, "The run was interrupted", ""));
            return;
        }
        for (CallPool.Message told = calls.poll(); told != null; told = calls.poll()) {
            handle(told);
        }
        expire(System.nanoTime());
    }

    private long runDeadline() {
        return startedNanos + options.limits().run().toNanos();
    }

    private long nextDeadline() {
        long next = runDeadline();
        for (StepState state : states.values()) {
            if (state.isAtWork() && state.deadlineNanos - next < 0) {
                next = state.deadlineNanos;
            }
        }
        return next;
    }

    private void expire(long now) {
        if (runDeadline() - now <= 0) {
            limitsMet.add("The run met its time limit of "
                    + told(options.limits().run()) + "; what was found until then is told");
            endAll(new Failure(
                    FailureKind.TIMEOUT,
                    "The run took longer than " + told(options.limits().run()),
                    "Allow more time"));
            return;
        }
        for (StepState state : List.copyOf(states.values())) {
            if (state.isAtWork() && state.deadlineNanos - now <= 0) {
                fail(
                        state,
                        new Failure(
                                FailureKind.TIMEOUT,
                                "Step '" + state.id() + "' took longer than " + told(limit(state)),
                                "Allow more time with \"timeout\""));
            }
        }
        calls.tryAgain(now);
    }

    private void handle(CallPool.Message message) {
        if (message instanceof CallPool.Message.Progress progress
                && !progress.call().step.isOver()) {
            teller.progress(progress.call().step, progress.text());
        }
    }

    /** On the thread of a call that ended: what follows from it; the call to go on with, if there is one. */
    private StepState.@Nullable Call ended(StepState.Call call, CallRunner.Outcome outcome) {
        books.lock();
        try {
            for (CallPool.Message told = calls.poll(); told != null; told = calls.poll()) {
                handle(told);
            }
            if (!calls.ended(call)) {
                return null;
            }
            took(call, outcome);
            if (!goOn(true)) {
                calls.wake();
            }
            return calls.kept();
        } catch (RuntimeException | Error e) {
            bug = e;
            calls.wake();
            return null;
        } finally {
            books.unlock();
        }
    }

    private void took(StepState.Call call, CallRunner.Outcome outcome) {
        StepState state = call.step;
        if (call.question != null) {
            answered(state, outcome.result());
            return;
        }
        state.given(outcome.arguments());
        if (outcome.result() instanceof Success success) {
            state.results[call.index] = success;
            state.cachedCalls += outcome.cached() ? 1 : 0;
            state.missing--;
            if (state.missing == 0) {
                complete(state);
            }
            return;
        }
        Failure failure = (Failure) outcome.result();
        PlanStep.Retry retry = state.step.retry();
        boolean passing = failure.kind() == FailureKind.UNAVAILABLE || failure.kind() == FailureKind.TIMEOUT;
        if (passing && call.tries < retry.times()) {
            StepState.Call again = call.again();
            teller.progress(state, "trying again (" + again.tries + " of " + retry.times() + "): " + failure.message());
            calls.addLater(again, retry.backoff().multipliedBy(1L << Math.min(call.tries, 10)));
            calls.wake();
            return;
        }
        if (state.step.forEach() != null) {
            failure = new Failure(
                    failure.kind(),
                    "Item " + (call.index + 1) + " of " + state.results.length + ": " + failure.message(),
                    failure.hint());
        }
        fail(state, failure);
    }

    private void complete(StepState state) {
        state.isComplete = true;
        state.tookMillis = millis(state.startedNanos);
        naming.completed(state);
    }

    /** Ends the steps that are complete and, unless it is for all, need not let others go first; whether there was any. */
    private boolean endComplete(boolean all) {
        boolean any = false;
        for (StepNaming.Named next = naming.next(all); next != null; next = naming.next(all)) {
            done(next.state(), next.value());
            any = true;
        }
        return any;
    }

    private void done(StepState state, Value named) {
        state.done(state.tookMillis, named);
        teller.done(state, named);
        valueBytes += ValueSize.of(named);
        gives(state, named);
        spareFallback(state, "did not fail");
        StepState failed = state.isCalled ? state.standsFor : null;
        while (failed != null) {
            failed.value = named;
            gives(failed, named);
            failed = failed.isCalled ? failed.standsFor : null;
        }
    }

    /** What is known of a step from now on, to those that wait for it. */
    private void gives(StepState state, Value named) {
        values.put(state.id(), named);
        for (StepState other : waiting.getOrDefault(state.id(), List.of())) {
            if (other.waitsFor.remove(state.id()) && other.waitsFor.isEmpty()) {
                begin(other);
            }
        }
    }

    /** The step's fallback is not wanted any more. */
    private void spareFallback(StepState state, String why) {
        StepState fallback = fallback(state);
        if (fallback != null && !fallback.isOver() && !fallback.isCalled) {
            skip(
                    fallback,
                    new Failure(
                            FailureKind.CANCELLED,
                            "It is the fallback of step '" + state.id() + "', which " + why,
                            ""));
        }
    }

    /** Has the step's fallback take its place; whether there is one that can. */
    private boolean callFallback(StepState state) {
        StepState fallback = fallback(state);
        if (fallback == null || fallback.isOver()) {
            return false;
        }
        fallback.isCalled = true;
        teller.progress(fallback, "stands in for '" + state.id() + "', which failed");
        begin(fallback);
        return true;
    }

    private void fail(StepState state, Failure failure) {
        calls.abandon(state, teller);
        state.ended(StepReport.Status.FAILED, millis(state.startedNanos), failure);
        teller.failed(state, failure);
        if (state.step.onFailure() == PlanStep.OnFailure.STOP) {
            endAll(new Failure(
                    failure.kind(), "Stopped because step '" + state.id() + "' failed: " + failure.message(), ""));
        } else if (!callFallback(state)) {
            skipDependants(state, "failed", failure);
        }
    }

    private void skip(StepState state, Failure reason) {
        state.ended(StepReport.Status.SKIPPED, 0, reason);
        teller.skipped(state, reason);
        skipDependants(state, "was skipped", reason);
        spareFallback(state, "was skipped");
    }

    private Failure limitMet(String what, String setting) {
        limitsMet.add(what + "; what was found until then is told");
        return new Failure(FailureKind.LIMIT, what, "Allow more with the setting runs.max_" + setting);
    }

    /** Skips, step by step, all that waits for a step that gives nothing; each tells the step it waited for. */
    private void skipDependants(StepState without, String what, Failure root) {
        Deque<StepState> gone = new ArrayDeque<>(List.of(without));
        while (!gone.isEmpty()) {
            StepState lost = gone.remove();
            String id = lost.id();
            if (lost.isCalled && lost.standsFor != null) {
                gone.add(lost.standsFor);
            }
            for (StepState other : states.values()) {
                boolean spare = other.isHeld() && other.standsFor == lost && lost != without;
                if (!other.isOver() && (other.waitsFor.contains(id) || spare)) {
                    Failure reason = new Failure(
                            root.kind(),
                            "It needs step '" + without.id() + "', which " + what + ": " + root.message(),
                            root.hint());
                    other.ended(StepReport.Status.SKIPPED, 0, reason);
                    teller.skipped(other, reason);
                    gone.add(other);
                }
            }
        }
    }

    /** What follows from steps that were settled in an earlier round. */
    private void settleKept() {
        for (StepState state : List.copyOf(states.values())) {
            StepReport report = state.report;
            if (report != null && state.value != null) {
                spareFallback(state, "did not fail");
            } else if (report != null && report.failure() != null && !callFallback(state)) {
                skipDependants(state, "failed", report.failure());
            }
        }
    }

    /** Ends every step that is not over: those at work fail, the others are skipped. What is complete stays. */
    private void endAll(Failure why) {
        for (StepState state : states.values()) {
            if (!state.isOver() && !state.isComplete) {
                boolean atWork = state.timed;
                calls.abandon(state, teller);
                state.ended(
                        atWork ? StepReport.Status.FAILED : StepReport.Status.SKIPPED,
                        atWork ? millis(state.startedNanos) : 0,
                        why);
                if (atWork) {
                    teller.failed(state, why);
                } else {
                    teller.skipped(state, why);
                }
            }
        }
        endComplete(true);
    }

    private void skipWhatWaitsInVain() {
        for (StepState state : List.copyOf(states.values())) {
            if (!state.isOver()) {
                Set<String> missing = new LinkedHashSet<>(state.waitsFor);
                Failure reason = new Failure(
                        FailureKind.INVALID_ARGUMENT,
                        "It waits in vain for " + String.join(", ", missing),
                        "Check the plan for circles");
                state.ended(StepReport.Status.SKIPPED, 0, reason);
                teller.skipped(state, reason);
            }
        }
    }

    private RunResult result() {
        List<StepReport> reports = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>(inputs.warnings());
        warnings.addAll(limitsMet);
        for (StepState state : states.values()) {
            StepReport report = state.report;
            if (report != null) {
                reports.add(report);
                warnings.addAll(report.warnings());
            }
        }
        teller.runDone(millis(startedNanos), reports);
        Map<String, Value> inOrder = new LinkedHashMap<>();
        states.forEach((id, state) -> {
            if (state.value != null) {
                inOrder.put(id, state.value);
            }
        });
        return new RunResult(options.run(), plan, inputs.values(), inOrder, reports, List.copyOf(warnings));
    }

    private static long millis(long sinceNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
    }

    private static String told(Duration limit) {
        long millis = limit.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
