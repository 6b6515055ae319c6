package org.eyes4j.agent.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eyes4j.agent.check.PlanSignature;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;

/**
 * A workflow as a tool: its inputs are arguments, its output is the value (several are a record, see {@link PlanSignature}).
 * It runs within the run that calls it: same limits, same book, one plan deeper. Thread-safe.
 */
public final class WorkflowTool implements Tool {
    private final Workflow workflow;
    private final ToolSpecification specification;
    private final Supplier<PlanExecutor> executor;
    private final Supplier<RunOptions> alone;

    private WorkflowTool(
            Workflow workflow,
            ToolSpecification specification,
            Supplier<PlanExecutor> executor,
            Supplier<RunOptions> alone) {
        this.workflow = workflow;
        this.specification = specification;
        this.executor = executor;
        this.alone = alone;
    }

    /**
     * A tool that runs a workflow which the checker found no fault in.
     *
     * @param tools those that it calls
     * @param executor runs it; asked for at the first call
     * @param alone how it is run when it is called outside of any run
     * @throws IllegalArgumentException with a message for a person if its name, or an input's, cannot be a tool's
     */
    public static WorkflowTool of(
            Workflow workflow, ToolRegistry tools, Supplier<PlanExecutor> executor, Supplier<RunOptions> alone) {
        return new WorkflowTool(workflow, PlanSignature.of(workflow.plan(), tools), executor, alone);
    }

    public Workflow workflow() {
        return workflow;
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        RunOptions options = RunOptions.around(context, alone.get()).tellingTo(event -> tell(event, context));
        RunResult result = executor.get().run(workflow.plan(), arguments.asMap(), options);
        result.warnings().forEach(context::warn);
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, Argument.Ref> output : workflow.plan().outputs().entrySet()) {
            Optional<Value> value = result.value(output.getValue());
            if (value.isEmpty()) {
                return lacking(output.getKey(), output.getValue(), result);
            }
            outputs.put(output.getKey(), value.get());
        }
        Optional<StepReport> failed = failed(result);
        return outputs.isEmpty() && failed.isPresent()
                ? failure(failed.get())
                : ToolResult.of(PlanSignature.value(outputs));
    }

    private static Optional<StepReport> failed(RunResult result) {
        return result.steps().stream()
                .filter(step -> step.status() == StepReport.Status.FAILED)
                .findFirst();
    }

    /** An output has no value: the failure behind it, not the step that was skipped for it. */
    private ToolResult lacking(String output, Argument.Ref ref, RunResult result) {
        Optional<StepReport> report = failed(result).or(() -> result.step(ref.name()));
        return report.map(this::failure)
                .orElseGet(() -> ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "Workflow '" + workflow.name() + "' gave no output '" + output + "'"));
    }

    private ToolResult failure(StepReport step) {
        Failure why = step.failure();
        return why == null
                ? ToolResult.failed(
                        FailureKind.INTERNAL,
                        "Step '" + step.id() + "' of workflow '" + workflow.name() + "' gave nothing")
                : ToolResult.failed(
                        why.kind(),
                        "Step '" + step.id() + "' of workflow '" + workflow.name() + "': " + why.message(),
                        why.hint());
    }

    private void tell(RunEvent event, ToolContext context) {
        if (event instanceof RunEvent.StepStarted started) {
            context.report(started.step() + " …");
        } else if (event instanceof RunEvent.StepProgress progress) {
            context.report(progress.step() + ": " + progress.message());
        }
    }
}
