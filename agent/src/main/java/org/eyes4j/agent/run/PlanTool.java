package org.eyes4j.agent.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eyes4j.agent.check.PlanSignature;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;

/**
 * A plan as a tool: its inputs are arguments, its output is the value (several are a record, see {@link PlanSignature}). It
 * runs within the run that calls it: same limits, same book, one plan deeper. Thread-safe.
 */
public final class PlanTool implements Tool {
    private final Plan plan;
    private final ToolSpecification specification;
    private final Supplier<? extends PlanExecutor> executor;
    private final Supplier<RunOptions> alone;

    /**
     * A tool that runs a plan which the checker found no fault in.
     *
     * @param specification as {@link PlanSignature} tells it
     * @param executor runs it; asked for at the first call
     * @param alone how it is run when it is called outside of any run
     */
    public PlanTool(
            Plan plan,
            ToolSpecification specification,
            Supplier<? extends PlanExecutor> executor,
            Supplier<RunOptions> alone) {
        this.plan = plan;
        this.specification = specification;
        this.executor = executor;
        this.alone = alone;
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        RunOptions options = RunOptions.around(context, alone).tellingTo(event -> tell(event, context));
        RunResult result = executor.get().run(plan, arguments.asMap(), options);
        result.warnings().forEach(context::warn);
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, Argument.Ref> output : plan.outputs().entrySet()) {
            Optional<Value> value = result.value(output.getValue());
            if (value.isEmpty()) {
                return lacking(output.getKey(), output.getValue(), result);
            }
            outputs.put(output.getKey(), value.get());
        }
        Optional<StepReport> failed = result.troubles().stream().findFirst();
        return outputs.isEmpty() && failed.isPresent()
                ? failure(failed.get())
                : ToolResult.of(PlanSignature.value(outputs));
    }

    /** An output has no value: the failure behind it, not the step that was skipped for it. */
    private ToolResult lacking(String output, Argument.Ref ref, RunResult result) {
        return result.troubles().stream()
                .findFirst()
                .or(() -> result.step(ref.name()))
                .map(this::failure)
                .orElseGet(() ->
                        ToolResult.failed(FailureKind.INVALID_ARGUMENT, who() + " gave no output '" + output + "'"));
    }

    private ToolResult failure(StepReport step) {
        Failure why = step.failure();
        return why == null
                ? ToolResult.failed(FailureKind.INTERNAL, "Step '" + step.id() + "' of " + who() + " gave nothing")
                : ToolResult.failed(
                        why.kind(), "Step '" + step.id() + "' of " + who() + ": " + why.message(), why.hint());
    }

    private String who() {
        return plan.name().isEmpty() ? "the workflow" : "workflow '" + plan.name() + "'";
    }

    private static void tell(RunEvent event, ToolContext context) {
        if (event instanceof RunEvent.StepStarted started) {
            context.report(started.step() + " …");
        } else if (event instanceof RunEvent.StepProgress progress) {
            context.report(progress.step() + ": " + progress.message());
        } else if (event instanceof RunEvent.ApprovalAsked asked) {
            context.report(asked.step() + " waits for a person's yes: " + asked.question());
        }
    }
}
