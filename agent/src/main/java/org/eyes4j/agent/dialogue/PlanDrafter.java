package org.eyes4j.agent.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.agent.conduct.Workbench;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.repair.PlanRepairer;
import org.eyes4j.agent.repair.PlanRepairer.Repaired;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.prompts.PromptMessage;
import org.eyes4j.prompts.RenderedPrompt;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;

/** The conversation in which a language model plans one request. Used by one thread. */
final class PlanDrafter {
    private final TaskRequest request;
    private final Workbench bench;
    private final Interpreter interpreter;
    private final Wording wording;
    private final Leave leave;
    private final List<ToolSpecification> offered;
    private final List<Message> messages = new ArrayList<>();
    private final Set<String> toolsUsed = new LinkedHashSet<>();
    private boolean bound;

    /** What a call for a plan came to. */
    sealed interface Drafted {
        /**
         * It may run.
         *
         * @param cannot what the model says it cannot do; may be empty
         */
        record Ready(Plan plan, List<Fault> notices, String cannot) implements Drafted {}

        /** The model says that it cannot be done. */
        record Cannot(String why) implements Drafted {}

        record Faulty(Plan plan, List<Fault> faults) implements Drafted {}

        record Failed(ModelReply.Failed reply) implements Drafted {}
    }

    PlanDrafter(TaskRequest request, Workbench bench, Interpreter interpreter, Wording wording, Leave leave) {
        this.request = request;
        this.bench = bench;
        this.interpreter = interpreter;
        this.wording = wording;
        this.leave = leave;
        this.bound = bench.model().abilities().schema();
        this.offered = interpreter
                .choice()
                .choose(request, bench.tools(), interpreter.limits().tools());
        bench.warnOfOutages();
    }

    /** A first plan; corrected once by the model where types alone cannot mend it. */
    Drafted draft() {
        Drafted drafted = begin();
        boolean refusesSchemas = bound
                && drafted instanceof Drafted.Failed failed
                && failed.reply().trouble() == Trouble.BAD_REQUEST
                && messages.stream().noneMatch(m -> m instanceof Message.Assistant);
        if (!refusesSchemas) {
            return drafted;
        }
        bound = false;
        Drafted unbound = begin();
        if (!(unbound instanceof Drafted.Failed)) {
            bench.warn("The endpoint of the language model " + bench.model().name()
                    + " refused a plan bound to a JSON Schema and took one without; say schema: false in its settings");
        }
        return unbound;
    }

    private Drafted begin() {
        messages.clear();
        RenderedPrompt prompt = wording.plan(offered, bench.shop().limits().steps(), bound);
        List<Value.Image> pictures = bench.model().abilities().images() ? wording.pictures() : List.of();
        messages.addAll(Wording.messages(prompt, pictures));
        return draft("plan", prompt.hash(), RunResult.NOTHING);
    }

    /** The steps that are still needed after some failed; what is done stays. */
    Drafted redraft(RunResult result) {
        RenderedPrompt prompt = wording.replan(result, bound);
        messages.add(new Message.User(prompt.user()));
        return draft("replan", prompt.hash(), result);
    }

    private Drafted draft(String purpose, String hash, RunResult before) {
        ModelReply reply = ask(purpose, hash);
        if (reply instanceof ModelReply.Failed failed) {
            return new Drafted.Failed(failed);
        }
        Attempt first = attempt((ModelReply.Said) reply, before);
        if (first.isSure() || first.cannot()) {
            return taken(first);
        }
        RenderedPrompt prompt = wording.correct(first.original(), bound);
        messages.add(new Message.User(prompt.text(PromptMessage.Role.USER)));
        ModelReply second = ask("correct", prompt.hash());
        if (second instanceof ModelReply.Failed failed) {
            return new Drafted.Failed(failed);
        }
        Attempt last = attempt((ModelReply.Said) second, before);
        return last.isSure() || last.drafted() instanceof Drafted.Faulty
                ? taken(last)
                : new Drafted.Faulty(last.plan(), last.original());
    }

    /** What was put right in a plan is told of the one that is gone by. */
    private Drafted taken(Attempt attempt) {
        if (attempt.isSure()) {
            attempt.edits().forEach(bench::mended);
        }
        return attempt.drafted();
    }

    private ModelReply ask(String purpose, String hash) {
        Optional<ModelRequest.Form> form =
                bound ? Optional.of(new ModelRequest.Form("plan", schema())) : Optional.empty();
        ModelReply reply = bench.ask(new ModelRequest(purpose, messages, List.of(), form, hash));
        if (reply instanceof ModelReply.Said said) {
            messages.add(new Message.Assistant(said.text(), List.of()));
        }
        return reply;
    }

    private JsonNode schema() {
        return PlanSchema.of(offered);
    }

    /**
     * One reading of what the model wrote.
     *
     * @param plan as it was written
     * @param original what was wrong with it as it was written
     * @param edits what was put right in it
     * @param isSure whether it may run, mended with enough confidence if at all
     */
    private record Attempt(Drafted drafted, Plan plan, List<Fault> original, List<Edit> edits, boolean isSure) {
        static Attempt faulty(Plan plan, List<Fault> left, List<Fault> original) {
            return new Attempt(new Drafted.Faulty(plan, left), plan, original, List.of(), false);
        }

        boolean cannot() {
            return drafted instanceof Drafted.Cannot;
        }
    }

    private Attempt attempt(ModelReply.Said said, RunResult before) {
        PlanText.Read read = PlanText.read(said.text(), request.inputs());
        if (!read.faults().isEmpty() || said.finish() == ModelReply.Finish.LENGTH) {
            List<Fault> faults = said.finish() == ModelReply.Finish.LENGTH
                    ? List.of(
                            new Fault(Fault.Code.FORMAT, "", "Cut off at the model's token limit", "Plan fewer steps"))
                    : read.faults();
            return Attempt.faulty(read.plan(), faults, faults);
        }
        if (read.plan().steps().isEmpty() && !read.cannot().isEmpty()) {
            return new Attempt(new Drafted.Cannot(read.cannot()), read.plan(), List.of(), List.of(), true);
        }
        if (!read.notes().isEmpty()) {
            bench.report("the plan was read with leniency: " + String.join("; ", read.notes()));
        }
        Rounds rounds = new Rounds(before);
        Plan whole = rounds.join(read.plan());
        Map<String, String> refusals = refusals(whole, before);
        refusals.forEach(
                (step, why) -> bench.warn("Step '" + step + "' of the language model's plan was left out: " + why));
        Plan allowed = Rounds.without(whole, refusals.keySet());
        if (!refusals.isEmpty() && allowed.steps().size() == before.values().size()) {
            List<Fault> faults = refusals.entrySet().stream()
                    .map(e -> new Fault(Fault.Code.NOT_ALLOWED, "", "Step '" + e.getKey() + "': " + e.getValue(), ""))
                    .toList();
            return new Attempt(new Drafted.Faulty(whole, faults), whole, faults, List.of(), true);
        }
        List<Fault> original = bench.check(rounds.checkable(allowed));
        Repaired repaired = interpreter
                .repairer()
                .repair(
                        rounds.checkable(allowed),
                        request.question(),
                        request.inputs(),
                        bench.tools(),
                        bench.shop().limits());
        Plan mended = repaired.plan();
        // What the repair put in or renamed needs the same leave.
        boolean allAllowed = mended.steps().stream()
                .filter(step -> !before.values().containsKey(step.id()))
                .allMatch(step -> leave.refusal(step, bench.tools(), toolsUsed).isEmpty());
        if (!repaired.mayRun() || !allAllowed || mended.steps().isEmpty()) {
            List<Fault> left = repaired.faults().isEmpty() ? original : repaired.faults();
            return Attempt.faulty(whole, left, original.isEmpty() ? left : original);
        }
        Plan ready = rounds.withFailed(withUsedInputs(mended));
        ready.steps().forEach(step -> toolsUsed.add(step.tool()));
        return new Attempt(
                new Drafted.Ready(ready, repaired.faults(), read.cannot()),
                whole,
                original,
                repaired.edits(),
                repaired.confidence() >= PlanRepairer.ASK_BELOW);
    }

    /** Why steps may not be run, by id: the user's own words give no leave to them, or their tool was not offered. */
    private Map<String, String> refusals(Plan plan, RunResult before) {
        Map<String, String> refusals = new LinkedHashMap<>();
        for (PlanStep step : plan.steps()) {
            if (!before.values().containsKey(step.id())) {
                leave.refusal(step, bench.tools(), toolsUsed).ifPresent(why -> refusals.put(step.id(), why));
                boolean known = bench.tools().find(step.tool()).isPresent();
                if (known && offered.stream().noneMatch(tool -> tool.name().equals(step.tool()))) {
                    refusals.putIfAbsent(step.id(), "'" + step.tool() + "' was not offered for this request");
                }
            }
        }
        return refusals;
    }

    /** Inputs that nothing uses are no part of the plan. */
    static Plan withUsedInputs(Plan plan) {
        Set<String> ids = plan.steps().stream().map(PlanStep::id).collect(Collectors.toSet());
        Set<String> used = plan.steps().stream()
                .flatMap(step -> step.needs(ids).stream())
                .filter(Argument.Ref::isInput)
                .map(Argument.Ref::name)
                .collect(Collectors.toSet());
        plan.outputs().values().stream().filter(Argument.Ref::isInput).forEach(ref -> used.add(ref.name()));
        Map<String, PlanInput> inputs = new LinkedHashMap<>(plan.inputs());
        inputs.keySet().retainAll(used);
        return new Plan(plan.name(), inputs, plan.steps(), plan.outputs());
    }

    /** Whether there is anything to plan anew: a step failed, and for want of it an output is missing. */
    static boolean isIncomplete(RunResult result) {
        return result.steps().stream().anyMatch(s -> s.status() == StepReport.Status.FAILED)
                && result.plan().outputs().values().stream()
                        .anyMatch(ref -> result.value(ref).isEmpty());
    }
}
