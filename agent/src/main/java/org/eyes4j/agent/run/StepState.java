package org.eyes4j.agent.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/** Where one step of a run stands. Touched by the run's own thread only. */
final class StepState {
    /** One call of a step: the whole of it, or one item of its list. */
    static final class Call {
        final StepState step;
        final int index;
        final Scope scope;
        final int tries;
        final Cancellation cancellation = new Cancellation();
        private final AtomicBoolean settled = new AtomicBoolean();
        /** What a person is asked, where this is no call but a question before the step's calls. */
        final Approver.@Nullable Question question;

        Call(StepState step, int index, Scope scope, int tries) {
            this(step, index, scope, tries, null);
        }

        private Call(StepState step, int index, Scope scope, int tries, Approver.@Nullable Question question) {
            this.step = step;
            this.index = index;
            this.scope = scope;
            this.tries = tries;
            this.question = question;
        }

        static Call asking(StepState step, Scope scope, Approver.Question question) {
            return new Call(step, 0, scope, 0, question);
        }

        /** Places it takes of those that calls have: a person who thinks holds up nobody. */
        int places() {
            return question == null ? 1 : 0;
        }

        Call again() {
            return new Call(step, index, scope, tries + 1);
        }

        /** True for whichever comes first, the call's end or its being given up. Safe from any thread. */
        boolean settle() {
            return settled.compareAndSet(false, true);
        }
    }

    final PlanStep step;
    final @Nullable ToolSpecification tool;
    /** Ids of steps it still waits for. */
    final Set<String> waitsFor = new HashSet<>();

    final Deque<Call> pending = new ArrayDeque<>();
    final Set<Call> active = new LinkedHashSet<>();
    final List<Value> arguments = new ArrayList<>();
    /** Calls that wait for a person's yes. */
    final List<Call> unapproved = new ArrayList<>();

    boolean begun;
    /** The step whose fallback this is; null for most. */
    @Nullable
    StepState standsFor;

    /** Whether the step that it is the fallback of has failed. */
    boolean isCalled;

    boolean timed;
    long startedNanos;
    long deadlineNanos;

    @Nullable
    Success[] results = new Success[0];

    /** Whether all of its calls have ended well; its regions may still want names. */
    boolean isComplete;

    long tookMillis;
    int missing;
    int cachedCalls;

    @Nullable
    Value value;

    @Nullable
    StepReport report;

    StepState(PlanStep step, @Nullable ToolSpecification tool) {
        this.step = step;
        this.tool = tool;
    }

    String id() {
        return step.id();
    }

    /** It was settled in an earlier round of the run. */
    void keep(StepReport earlier, @Nullable Value given) {
        begun = true;
        isComplete = given != null;
        value = given;
        report = earlier;
    }

    /** Whether it waits for another step's failure. */
    boolean isHeld() {
        return standsFor != null && !isCalled;
    }

    /** Whether as many of its calls are at work as may be at the same time. */
    boolean isFull() {
        return step.handling().parallel() > 0
                && active.size() >= step.handling().parallel();
    }

    boolean isOver() {
        return report != null;
    }

    /** Whether its time runs. */
    boolean isAtWork() {
        return timed && !isComplete && !isOver();
    }

    void done(long millis, Value named) {
        Set<String> models = new LinkedHashSet<>();
        Set<String> warnings = new LinkedHashSet<>();
        for (Success success : results) {
            if (success != null) {
                models.add(success.model());
                warnings.addAll(success.warnings());
            }
        }
        models.remove("");
        StepState other = standsFor;
        if (other != null && other.report != null && other.report.failure() != null) {
            warnings.add("Step '" + other.id() + "' failed ("
                    + other.report.failure().message() + "); '" + id() + "' stands in for it");
        }
        boolean cached = results.length > 0 && cachedCalls == results.length;
        value = named;
        report = new StepReport(
                id(),
                step.tool(),
                String.join(", ", models),
                StepReport.Status.DONE,
                millis,
                cached,
                List.copyOf(warnings),
                null);
    }

    void ended(StepReport.Status status, long millis, Failure why) {
        report = new StepReport(id(), step.tool(), "", status, millis, false, List.of(), why);
        pending.clear();
    }

    /** What its calls gave, in the order of their items; the one value where it ran once. */
    Value result() {
        if (step.forEach() == null) {
            Success only = results[0];
            if (only == null) {
                throw new IllegalStateException("Step '" + id() + "' is not done");
            }
            return only.value();
        }
        List<Value> items = new ArrayList<>();
        for (Success success : results) {
            if (success != null) {
                items.add(success.value());
            }
        }
        return new Value.ListOf(tool == null ? org.eyes4j.tools.value.Kind.ANY : tool.output(), items);
    }

    /** What the step's calls were given, for keeping region ids. */
    void given(Map<String, Value> some) {
        arguments.addAll(some.values());
    }
}
