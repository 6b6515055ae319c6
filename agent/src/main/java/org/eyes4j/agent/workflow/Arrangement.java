package org.eyes4j.agent.workflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.check.PlanSignature;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolRegistry;

/** Finds out which of some workflows can be tools beside the others: those that call one another come after those they call. */
final class Arrangement {
    private final ToolRegistry tools;
    private final WorkflowChecker checker;
    private final PlanLimits limits;
    private final Supplier<PlanExecutor> executor;
    private final Supplier<RunOptions> alone;
    private final Map<String, Candidate> waiting = new LinkedHashMap<>();
    private final Map<String, RegisteredWorkflow> settled = new HashMap<>();
    private final List<WorkflowTool> made = new ArrayList<>();

    private record Candidate(String name, String text, Workflow workflow, YamlDocument document) {}

    /** @param tools all tools but workflows; workflows are added to it */
    Arrangement(
            ToolRegistry tools,
            WorkflowChecker checker,
            PlanLimits limits,
            Supplier<PlanExecutor> executor,
            Supplier<RunOptions> alone) {
        this.tools = tools;
        this.checker = checker;
        this.limits = limits;
        this.executor = executor;
        this.alone = alone;
    }

    /** What comes of workflows by the names of their files, in the same order. */
    List<RegisteredWorkflow> arrange(Map<String, String> texts) {
        texts.forEach(this::read);
        while (settleSome()) {
            // Each round may make tools that the next one's workflows call.
        }
        Set<String> inCircles = new HashSet<>();
        for (Candidate candidate : List.copyOf(waiting.values())) {
            circle(candidate).ifPresent(circle -> {
                inCircles.add(candidate.name);
                refuse(
                        candidate,
                        List.of(candidate.document.fault(
                                "/steps", "workflows that do not call each other in a circle", circle)));
            });
        }
        inCircles.forEach(waiting::remove);
        waiting.values()
                .forEach(candidate ->
                        refuse(candidate, checker.check(candidate.workflow, candidate.document, tools, limits)));
        return texts.keySet().stream().map(settled::get).toList();
    }

    /** The tools of those that can be called, each after those that it calls. */
    List<WorkflowTool> tools() {
        return List.copyOf(made);
    }

    private void read(String name, String text) {
        try {
            YamlDocument document = YamlDocument.parse(text, name + WorkflowFolder.ENDING);
            Workflow read = WorkflowReader.read(document);
            Workflow workflow = read.name().isEmpty() ? read.named(name) : read;
            Candidate candidate = new Candidate(name, text, workflow, document);
            String tool = workflow.toolName();
            if (!tool.equals(PlanSignature.toolName(name))) {
                refuse(
                        candidate,
                        List.of(document.fault(
                                "/name", "the name of its file, '" + name + "'", "'" + workflow.name() + "'")));
            } else if (tools.find(tool).isPresent()) {
                refuse(
                        candidate,
                        List.of(document.fault(
                                "/name", "a name that no other tool has", "'" + tool + "', which is a tool")));
            } else {
                waiting.put(name, candidate);
            }
        } catch (FaultyDocumentException e) {
            settled.put(name, new RegisteredWorkflow(name, text, Optional.empty(), e.faults()));
        }
    }

    private boolean settleSome() {
        boolean any = false;
        for (Candidate candidate : List.copyOf(waiting.values())) {
            if (callsWaiting(candidate)) {
                continue;
            }
            waiting.remove(candidate.name);
            any = true;
            settle(candidate);
        }
        return any;
    }

    private void settle(Candidate candidate) {
        List<Fault> faults = checker.check(candidate.workflow, candidate.document, tools, limits);
        if (!faults.isEmpty()) {
            refuse(candidate, faults);
            return;
        }
        try {
            WorkflowTool tool = WorkflowTool.of(candidate.workflow, tools, executor, alone);
            tools.register(tool);
            made.add(tool);
            settled.put(
                    candidate.name,
                    new RegisteredWorkflow(candidate.name, candidate.text, Optional.of(candidate.workflow), List.of()));
        } catch (IllegalArgumentException e) {
            refuse(
                    candidate,
                    List.of(candidate.document.fault(
                            "", "names that a tool and its arguments may have", String.valueOf(e.getMessage()))));
        }
    }

    private void refuse(Candidate candidate, List<Fault> faults) {
        settled.put(
                candidate.name,
                new RegisteredWorkflow(candidate.name, candidate.text, Optional.of(candidate.workflow), faults));
    }

    private boolean callsWaiting(Candidate candidate) {
        return called(candidate.workflow.plan()).stream()
                .anyMatch(tool -> waiting.values().stream()
                        .anyMatch(other -> other.workflow.toolName().equals(tool)));
    }

    /** {@code a → b → a} for a workflow that comes round to itself. */
    private Optional<String> circle(Candidate start) {
        Map<String, Candidate> byTool = new HashMap<>();
        waiting.values().forEach(c -> byTool.put(c.workflow.toolName(), c));
        Deque<List<Candidate>> paths = new ArrayDeque<>(List.of(List.of(start)));
        Set<String> seen = new HashSet<>();
        while (!paths.isEmpty()) {
            List<Candidate> path = paths.remove();
            for (String tool : called(path.get(path.size() - 1).workflow.plan())) {
                Candidate next = byTool.get(tool);
                if (next == start) {
                    StringBuilder told = new StringBuilder();
                    path.forEach(c -> told.append(c.name).append(" → "));
                    return Optional.of(told.append(start.name).toString());
                }
                if (next != null && seen.add(next.name)) {
                    List<Candidate> longer = new ArrayList<>(path);
                    longer.add(next);
                    paths.add(longer);
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> called(Plan plan) {
        Set<String> tools = new HashSet<>();
        plan.steps().forEach(step -> tools.add(step.tool()));
        return tools;
    }

    /** Every tool of a registry that is no workflow, in a registry of its own. Not to be closed. */
    static ToolRegistry withoutWorkflows(ToolRegistry all) {
        ToolRegistry others = new ToolRegistry();
        for (String name : all.names()) {
            Optional<Tool> tool = all.find(name);
            tool.filter(t -> !(t instanceof WorkflowTool)).ifPresent(others::register);
        }
        all.aside().forEach(others::registerAside);
        return others;
    }
}
