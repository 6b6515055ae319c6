package org.eyes4j.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.planner.Planner;
import org.eyes4j.agent.planner.Planner.Planning;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunJournal;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.agent.trace.RunRecord;
import org.eyes4j.agent.trace.RunRecorder;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.value.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from a question to an answer: plan, check, run, tell, keep. Every door goes through here. Thread-safe.
 */
public final class Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final ToolRegistry tools;
    private final Planner planner;
    private final PlanChecker checker;
    private final PlanLimits limits;
    private final PlanExecutor executor;
    private final RunRecorder recorder;

    public Agent(
            ToolRegistry tools,
            Planner planner,
            PlanChecker checker,
            PlanLimits limits,
            PlanExecutor executor,
            RunRecorder recorder) {
        this.tools = tools;
        this.planner = planner;
        this.checker = checker;
        this.limits = limits;
        this.executor = executor;
        this.recorder = recorder;
    }

    /** The checked plan for a question; nothing runs. */
    public PlanReply plan(TaskRequest request, RunOptions options) {
        Set<String> warnings = new LinkedHashSet<>();
        ToolContext context = new ToolContext(
                options.cancellation(),
                text -> tell(options, text),
                warnings::add,
                options.wishedModel(),
                options.outputFolder());
        Planning planning = planner.plan(request, tools, context);
        if (planning instanceof Planning.Impossible impossible) {
            return new PlanReply.Impossible(planner.name(), impossible.message(), List.copyOf(warnings));
        }
        Planning.Ready ready = (Planning.Ready) planning;
        warnings.addAll(ready.warnings());
        List<Fault> faults = checker.check(ready.plan(), tools, limits);
        return faults.stream().anyMatch(Fault::isError)
                ? new PlanReply.Faulty(planner.name(), ready.plan(), faults, List.copyOf(warnings))
                : new PlanReply.Planned(planner.name(), ready.plan(), ready.form(), faults, List.copyOf(warnings));
    }

    /** Answers a question. What goes wrong on the way is in the reply. */
    public AskReply ask(AskRequest request) {
        RunOptions options = request.options();
        if (options.run().isEmpty()) {
            options = options.named(executor.newId());
        }
        PlanReply planned = plan(TaskRequest.of(request.question(), request.inputs(), request.scene()), options);
        if (planned instanceof PlanReply.Impossible impossible) {
            return nothingRan(
                    AskReply.Outcome.NOT_PLANNED,
                    new Plan("", Map.of(), List.of(), Map.of()),
                    impossible.message(),
                    List.of(),
                    impossible.warnings());
        } else if (planned instanceof PlanReply.Faulty faulty) {
            return nothingRan(
                    AskReply.Outcome.FAULTY_PLAN,
                    faulty.plan(),
                    "The plan that was made for this has faults and was not run: " + Fault.list(faulty.faults()),
                    faulty.faults(),
                    faulty.warnings());
        }
        return run(request, (PlanReply.Planned) planned, options);
    }

    private AskReply run(AskRequest request, PlanReply.Planned planned, RunOptions options) {
        RunJournal journal = new RunJournal();
        Map<String, Value> inputs = new LinkedHashMap<>(request.inputs());
        // What the planner found no use for is no input of the plan, and no mistake of the caller's.
        inputs.keySet().retainAll(planned.plan().inputs().keySet());
        RunResult result = executor.run(planned.plan(), inputs, options.tellingTo(journal));
        Set<String> warnings = new LinkedHashSet<>(planned.warnings());
        warnings.addAll(result.warnings());
        options.wishedModel()
                .filter(model -> isUseless(model, result))
                .ifPresent(model ->
                        warnings.add("'" + model + "' was not used: no step of this plan is one that it serves"));
        Answer answer = answer(planned, result, warnings);
        try {
            recorder.record(new RunRecord(
                    request.question(), planned.planner(), result, answer, journal.events(), List.copyOf(warnings)));
        } catch (IOException e) {
            warnings.add("This run could not be kept for 'trace': " + e.getMessage());
        }
        return new AskReply(
                AskReply.Outcome.ANSWERED,
                planned.planner(),
                answer,
                result,
                told(result, answer),
                planned.notices(),
                List.copyOf(warnings));
    }

    private static boolean isUseless(String model, RunResult result) {
        return result.steps().stream()
                .noneMatch(step -> step.status() == StepReport.Status.FAILED
                        || step.model().equals(model));
    }

    /** The regions that a sentence rests on or that the plan gives; not what a step looked at and passed over. */
    private static List<FoundRegion> told(RunResult result, Answer answer) {
        Set<String> ids = new HashSet<>();
        answer.claims()
                .forEach(claim -> claim.evidence().stream()
                        .filter(e -> e.kind() == Evidence.Type.REGION)
                        .forEach(e -> ids.add(e.value())));
        result.plan()
                .outputs()
                .values()
                .forEach(ref -> result.value(ref).ifPresent(v -> {
                    if (v instanceof Value.Detections detections) {
                        detections.regions().forEach(r -> ids.add(r.id()));
                    }
                }));
        return FoundRegion.of(result).stream()
                .filter(found -> ids.contains(found.region().id()))
                .toList();
    }

    /** A mistake in telling must not lose what was found. */
    private static Answer answer(PlanReply.Planned planned, RunResult result, Set<String> warnings) {
        try {
            return planned.form().compose(result);
        } catch (RuntimeException e) {
            LOG.error("The answer of run {} could not be composed", result.run(), e);
            warnings.add("Telling what was found failed (" + e + "); the values of the steps are kept");
            return unknown("What was found could not be put into words.");
        }
    }

    private AskReply nothingRan(
            AskReply.Outcome outcome, Plan plan, String why, List<Fault> faults, List<String> warnings) {
        RunResult nothing = new RunResult("", plan, Map.of(), Map.of(), List.of(), List.of());
        return new AskReply(
                outcome, planner.name(), unknown(why), nothing, List.of(), faults, new ArrayList<>(warnings));
    }

    private static Answer unknown(String text) {
        return new Answer(List.of(new Claim(text, Claim.Status.UNKNOWN, List.of())));
    }

    private void tell(RunOptions options, String text) {
        RunEvent event = new RunEvent.PlanProgress(options.run(), executor.now(), text);
        options.listeners().forEach(listener -> listener.accept(event));
    }
}
