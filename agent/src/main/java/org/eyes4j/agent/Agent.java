package org.eyes4j.agent;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.answer.Look;
import org.eyes4j.agent.answer.Strictness;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.conduct.Conclusion;
import org.eyes4j.agent.conduct.Conductor;
import org.eyes4j.agent.conduct.OfflineConductor;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.conduct.PlanReply;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.conduct.Workbench;
import org.eyes4j.agent.conduct.Workshop;
import org.eyes4j.agent.dialogue.FormWriter;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.ModelRequest.Form;
import org.eyes4j.agent.planner.Planner;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.run.CallBook;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunJournal;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.agent.trace.RunRecord;
import org.eyes4j.agent.trace.RunRecorder;
import org.eyes4j.agent.verify.Doubts;
import org.eyes4j.agent.verify.Verifier;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.value.Value;

/**
 * The way from a question to an answer: picks who conducts it, and keeps what came of it. Every door goes through here.
 * Thread-safe.
 */
public final class Agent {
    /** What is said where a language model is wanted and there is none. */
    public static final String NO_MODEL = "needs a language model, and none is configured";

    private final Workshop shop;
    private final Map<PlannerChoice, Conductor> conductors = new EnumMap<>(PlannerChoice.class);
    private final Supplier<Optional<LanguageModel>> model;
    private final RunRecorder recorder;
    private final Strictness strictness = new Strictness();

    /**
     * An agent that knows several ways of conducting a request.
     *
     * @param conductors one a choice
     * @param model the language model that is asked, if one is configured; asked for only when one is needed
     */
    public Agent(
            Workshop shop, List<Conductor> conductors, Supplier<Optional<LanguageModel>> model, RunRecorder recorder) {
        this.shop = shop;
        this.model = model;
        this.recorder = recorder;
        conductors.forEach(c -> this.conductors.put(c.choice(), c));
    }

    /** An agent without language models. */
    public Agent(
            ToolRegistry tools,
            Planner planner,
            PlanChecker checker,
            PlanLimits limits,
            PlanExecutor executor,
            RunRecorder recorder) {
        this(
                new Workshop(tools, checker, limits, executor),
                List.of(new OfflineConductor(planner)),
                Optional::empty,
                recorder);
    }

    /** The checked plan for a question, by whoever plans by default; nothing runs. */
    public PlanReply plan(TaskRequest request, RunOptions options) {
        return plan(request, PlannerChoice.AUTO, options);
    }

    /** The checked plan for a question; nothing runs. */
    public PlanReply plan(TaskRequest request, PlannerChoice choice, RunOptions options) {
        Chosen chosen = choose(choice);
        Workbench bench = new Workbench(shop, named(options), chosen.model());
        return chosen.isComplete()
                ? chosen.conductor().plan(request, bench)
                : new PlanReply.Impossible(chosen.conductor().name(), chosen.missing(), Optional.empty(), List.of());
    }

    /** Answers a question. What goes wrong on the way is in the reply. */
    public AskReply ask(AskRequest request) {
        Chosen chosen = choose(request);
        RunJournal journal = new RunJournal();
        CallBook.Log calls = new CallBook.Log(request.options().book());
        RunOptions options = named(request.options()).tellingTo(journal).writtenDownIn(calls);
        Workbench bench = new Workbench(shop, options, chosen.model());
        Conclusion conclusion = chosen.isComplete()
                ? chosen.conductor()
                        .conduct(
                                TaskRequest.of(request.question(), request.inputs(), request.scene())
                                        .with(request.calling().guests()),
                                bench)
                : Conclusion.of(Outcome.NO_MODEL, chosen.missing());
        conclusion = formed(wished(conclusion, request.wishes(), bench), request, bench);
        bench.close();
        RunResult result = conclusion.result();
        if (conclusion.outcome() == Outcome.ANSWERED) {
            request.options()
                    .wishedModel()
                    .filter(wished -> isUseless(wished, result))
                    .ifPresent(wished ->
                            bench.warn("'" + wished + "' was not used: no step of this plan is one that it serves"));
        }
        RunResult kept = keep(request, chosen, bench, journal.events(), calls.calls(), conclusion);
        return new AskReply(
                conclusion.outcome(),
                chosen.conductor().name(),
                chosen.modelName(),
                conclusion.answer(),
                kept,
                told(kept, conclusion.answer()),
                conclusion.faults(),
                conclusion.trouble(),
                bench.spent(),
                edits(journal.events()),
                bench.warnings(),
                conclusion.calls(),
                conclusion.form());
    }

    /** Keeps what ran, and what a language model was asked though nothing ran. */
    private RunResult keep(
            AskRequest request,
            Chosen chosen,
            Workbench bench,
            List<RunEvent> events,
            List<CallBook.MadeCall> calls,
            Conclusion conclusion) {
        RunResult result = conclusion.result();
        boolean asked = events.stream().anyMatch(e -> e instanceof RunEvent.ModelAsked);
        if (result.run().isEmpty() && !asked) {
            return result;
        }
        RunResult named = result.named(bench.run());
        try {
            recorder.record(new RunRecord(
                    request.question(),
                    chosen.conductor().name(),
                    named,
                    conclusion.answer(),
                    bench.spent(),
                    Optional.of(
                            Recordings.of(request, chosen.conductor().name(), chosen.model(), named, events, calls)),
                    events,
                    bench.warnings()));
        } catch (IOException e) {
            bench.warn("This run could not be kept for 'trace': " + e.getMessage());
        }
        return named;
    }

    private static List<Edit> edits(List<RunEvent> events) {
        return events.stream()
                .filter(e -> e instanceof RunEvent.PlanMended)
                .map(e -> ((RunEvent.PlanMended) e).edit())
                .toList();
    }

    private Conclusion wished(Conclusion conclusion, AskRequest.Wishes wishes, Workbench bench) {
        if (conclusion.outcome() != Outcome.ANSWERED) {
            return conclusion;
        }
        Answer answer = conclusion.answer();
        if (wishes.verify()) {
            bench.report("looking again");
            List<Look> looks = new Verifier(shop.tools()).look(conclusion.result(), bench::aside, bench::warn);
            answer = Doubts.apply(answer, looks, conclusion.result());
        }
        return conclusion.telling(wishes.strict() ? strictness.apply(answer) : answer);
    }

    /** The answer in the form that was asked for as well, by the language model that there is. */
    private static Conclusion formed(Conclusion conclusion, AskRequest request, Workbench bench) {
        Optional<Form> form = request.calling().form();
        return form.isEmpty() || conclusion.outcome() != Outcome.ANSWERED
                ? conclusion
                : conclusion.formed(new FormWriter(bench).write(request.question(), conclusion.answer(), form.get()));
    }

    private RunOptions named(RunOptions options) {
        return options.run().isEmpty() ? options.named(shop.executor().newId()) : options;
    }

    /** Who conducts, and the language model that it has, if it needs one. */
    private record Chosen(Conductor conductor, Optional<LanguageModel> model, boolean formed) {
        Chosen(Conductor conductor, Optional<LanguageModel> model) {
            this(conductor, model, false);
        }

        boolean isComplete() {
            return model.isPresent() || !(conductor.needsModel() || formed);
        }

        String missing() {
            return !conductor.needsModel()
                    ? "An answer by a JSON Schema " + NO_MODEL + ". Configure one ('eyes4j doctor' says how)."
                    : "--planner " + conductor.name() + " " + NO_MODEL
                            + ". Configure one ('eyes4j doctor' says how), or use --planner offline, which needs none.";
        }

        String modelName() {
            return model.map(LanguageModel::name).orElse("");
        }
    }

    /** Tools of whoever asks are called step by step; a form is written by a language model. */
    private Chosen choose(AskRequest request) {
        AskRequest.Calling calling = request.calling();
        boolean free = request.planner() == PlannerChoice.AUTO;
        Optional<LanguageModel> configured =
                calling.equals(AskRequest.Calling.NOTHING) ? Optional.empty() : model.get();
        boolean calls = !calling.guests().isEmpty()
                && (configured.isPresent() || calling.guests().required());
        if (free && calls && conductors.containsKey(PlannerChoice.REACT)) {
            return choose(PlannerChoice.REACT);
        }
        Chosen chosen = choose(request.planner());
        return calling.form().isPresent() ? new Chosen(chosen.conductor(), configured, true) : chosen;
    }

    private Chosen choose(PlannerChoice choice) {
        Conductor offline = conductors.get(PlannerChoice.OFFLINE);
        if (choice == PlannerChoice.AUTO) {
            Conductor plan = conductors.get(PlannerChoice.PLAN);
            Optional<LanguageModel> configured = plan == null ? Optional.empty() : model.get();
            if (plan != null && (configured.isPresent() || offline == null)) {
                return new Chosen(plan, configured);
            }
        }
        Conductor chosen = choice == PlannerChoice.AUTO ? offline : conductors.get(choice);
        if (chosen == null) {
            throw new IllegalArgumentException("There is no planner '" + choice.word() + "' here; there are "
                    + conductors.keySet().stream().map(PlannerChoice::word).toList());
        }
        return new Chosen(chosen, chosen.needsModel() ? model.get() : Optional.empty());
    }

    private static boolean isUseless(String wished, RunResult result) {
        return result.steps().stream()
                .noneMatch(step -> step.status() == StepReport.Status.FAILED
                        || step.model().equals(wished));
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
                .map(found -> lessSure(found, answer.confidence(found.region().id())))
                .toList();
    }

    /** A region with its score lowered by the share of second looks that did not find it. */
    private static FoundRegion lessSure(FoundRegion found, double confidence) {
        return confidence == 1
                ? found
                : new FoundRegion(
                        found.picture(),
                        found.region()
                                .with(found.region()
                                        .detection()
                                        .withScore(found.region().score() * confidence)));
    }
}
