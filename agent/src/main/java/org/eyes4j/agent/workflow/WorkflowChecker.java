package org.eyes4j.agent.workflow;

import java.util.Comparator;
import java.util.List;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.tools.ToolRegistry;

/** Holds a workflow against the tools there are, without loading any. Thread-safe. */
public final class WorkflowChecker {
    private final PlanChecker checker;

    public WorkflowChecker(PlanChecker checker) {
        this.checker = checker;
    }

    /** Every fault that keeps a workflow from running, in the order of its lines; empty when it may run. */
    public List<org.eyes4j.config.yaml.Fault> check(
            Workflow workflow, YamlDocument document, ToolRegistry tools, PlanLimits limits) {
        return placed(workflow, document, tools, limits, true);
    }

    /** What is worth a notice, and keeps nothing from running. */
    public List<org.eyes4j.config.yaml.Fault> notices(
            Workflow workflow, YamlDocument document, ToolRegistry tools, PlanLimits limits) {
        return placed(workflow, document, tools, limits, false);
    }

    private List<org.eyes4j.config.yaml.Fault> placed(
            Workflow workflow, YamlDocument document, ToolRegistry tools, PlanLimits limits, boolean errors) {
        List<Fault> faults = checker.check(workflow.plan(), tools, limits).stream()
                .filter(fault -> fault.isError() == errors)
                .toList();
        return PlanFaults.of(faults, document, workflow.parts()).stream()
                .sorted(Comparator.comparing(
                                (org.eyes4j.config.yaml.Fault f) -> !f.file().equals(document.file()))
                        .thenComparing(org.eyes4j.config.yaml.Fault::file)
                        .thenComparingInt(org.eyes4j.config.yaml.Fault::line)
                        .thenComparingInt(org.eyes4j.config.yaml.Fault::column))
                .toList();
    }
}
