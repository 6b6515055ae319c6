package org.eyes4j.agent.workflow;

import java.util.function.Supplier;
import org.eyes4j.agent.check.PlanSignature;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.PlanTool;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;

/** A registered workflow as a tool. Thread-safe. */
public final class WorkflowTool implements Tool {
    private final Workflow workflow;
    private final PlanTool work;

    private WorkflowTool(Workflow workflow, PlanTool work) {
        this.workflow = workflow;
        this.work = work;
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
            Workflow workflow,
            ToolRegistry tools,
            Supplier<? extends PlanExecutor> executor,
            Supplier<RunOptions> alone) {
        ToolSpecification specification = PlanSignature.of(workflow.plan(), tools);
        return new WorkflowTool(workflow, new PlanTool(workflow.plan(), specification, executor, alone));
    }

    public Workflow workflow() {
        return workflow;
    }

    @Override
    public ToolSpecification specification() {
        return work.specification();
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        return work.call(arguments, context);
    }
}
