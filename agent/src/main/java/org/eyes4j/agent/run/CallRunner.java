package org.eyes4j.agent.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Makes one call of a step: arguments, cache, tool. Runs on a thread of the executor; never throws. */
final class CallRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);

    private final ToolRegistry tools;
    private final CallPlace place;
    private final StepCache cache;
    private final ValueDigest digests = new ValueDigest();
    private final RunOptions options;
    private final LocalPlanExecutor executor;
    private final Approval approval;

    CallRunner(LocalPlanExecutor executor, RunOptions options) {
        this.tools = executor.tools();
        this.place = executor.place();
        this.cache = executor.cache();
        this.options = options;
        this.executor = executor;
        this.approval = new Approval(options);
    }

    /** What a call came to: its arguments as far as they were found, its result, whether an earlier call's stood in. */
    record Outcome(Map<String, Value> arguments, ToolResult result, boolean cached) {}

    private Outcome run(StepState.Call call, ToolSpecification tool, Consumer<String> progress) {
        PlanStep step = call.step.step;
        Cancellation cancellation = call.cancellation;
        Map<String, Value> arguments;
        try {
            arguments = call.scope.arguments(step, tool);
        } catch (Unresolved e) {
            return new Outcome(
                    Map.of(), ToolResult.failed(FailureKind.INVALID_ARGUMENT, String.valueOf(e.getMessage())), false);
        }
        boolean compound = tool.is(Trait.COMPOUND);
        CallBook book = !compound && options.book().concerns(tool) ? options.book() : CallBook.NONE;
        Optional<String> wished = options.wishedModel(tool.name());
        boolean caching = options.caching()
                && step.handling().cached()
                && cache.keeps()
                && !compound
                && !tool.is(Trait.EFFECT)
                && !tool.is(Trait.RANDOM);
        String key = caching || book != CallBook.NONE ? digests.ofCall(tool, wished, arguments) : "";
        Optional<ToolResult> written = book.find(tool, key);
        if (written.isPresent()) {
            return new Outcome(arguments, written.get(), written.get() instanceof Success);
        }
        Optional<Success> known = caching ? cache.find(key) : Optional.empty();
        if (known.isPresent()) {
            book.write(tool, key, known.get());
            return new Outcome(arguments, known.get(), true);
        }
        ToolContext context = new ToolContext(
                cancellation,
                progress,
                warning -> {},
                wished,
                options.outputFolder(),
                options.depth() + 1,
                Optional.of(step.handling().cached() ? options : options.withoutCache()));
        ToolResult result;
        try (MDC.MDCCloseable logged = MDC.putCloseable("run", options.run())) {
            Plan nested = step.handling().plan();
            // What runs a plan itself runs it here, in this run's surroundings; its steps' calls are made where calls
            // are.
            CallPlace where = compound ? CallPlace.here(tools) : place;
            result = nested == null
                    ? where.call(
                            new CallPlace.StepCall(
                                    options.run(),
                                    step.id(),
                                    call.index,
                                    call.tries,
                                    tool,
                                    arguments,
                                    options.limit(step)),
                            context)
                    : nested(nested, tool, arguments, context);
        }
        if (!cancellation.isRequested()) {
            if (caching && result instanceof Success success) {
                cache.put(key, success);
            }
            book.write(tool, key, result);
        } else if (tool.is(Trait.EFFECT) && result instanceof Success) {
            // Nobody waits for it any more, and yet it came about: it is not to be done again.
            book.write(tool, key, result);
        }
        return new Outcome(arguments, result, false);
    }

    /** A workflow inside a step is a tool that nobody else knows; what it calls is called where tools are called. */
    private ToolResult nested(Plan plan, ToolSpecification as, Map<String, Value> arguments, ToolContext context) {
        PlanTool tool = new PlanTool(plan, as, () -> executor, () -> options);
        return ToolRegistry.of(List.of(tool)).call(new ToolCall(as.name(), arguments), context);
    }

    /** {@link #run}, with anything thrown as a failure: a call without an outcome would hold up its run. */
    Outcome runSafely(StepState.Call call, Consumer<String> progress) {
        PlanStep step = call.step.step;
        ToolSpecification tool = call.step.tool;
        try {
            if (call.question != null) {
                return new Outcome(Map.of(), approval.ask(call.question, call.cancellation), false);
            }
            return tool == null
                    ? new Outcome(
                            Map.of(),
                            ToolResult.failed(FailureKind.INVALID_ARGUMENT, tools.unknown(step.tool())),
                            false)
                    : run(call, tool, progress);
        } catch (Throwable e) {
            LOG.error("Step '{}' failed unexpectedly", step.id(), e);
            return new Outcome(
                    Map.of(),
                    ToolResult.failed(
                            FailureKind.INTERNAL,
                            "Tool '" + step.tool() + "' has a bug: " + e,
                            "The log has the details"),
                    false);
        }
    }
}
