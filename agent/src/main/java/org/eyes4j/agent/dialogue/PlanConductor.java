package org.eyes4j.agent.dialogue;

import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.conduct.Conclusion;
import org.eyes4j.agent.conduct.Conductor;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.conduct.PlanReply;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.conduct.Workbench;
import org.eyes4j.agent.dialogue.PlanDrafter.Drafted;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.ToolResult.FailureKind;

/**
 * Plan and execute: a language model writes one whole plan, which is checked, mended by types, and at most once corrected by the
 * model; it is run; where a step fails the model plans what remains, and what is done stays; then the model tells what was found, and
 * each sentence is held against it. Thread-safe.
 */
public final class PlanConductor implements Conductor {
    private final Interpreter interpreter;

    public PlanConductor(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public PlannerChoice choice() {
        return PlannerChoice.PLAN;
    }

    @Override
    public boolean needsModel() {
        return true;
    }

    @Override
    public PlanReply plan(TaskRequest request, Workbench bench) {
        Talk talk = new Talk(request, bench, interpreter);
        Drafted drafted = talk.drafter.draft();
        if (drafted instanceof Drafted.Ready ready) {
            return new PlanReply.Planned(
                    name(),
                    ready.plan(),
                    result -> ValueTelling.of(result, talk.wording.language()),
                    ready.notices(),
                    bench.warnings());
        } else if (drafted instanceof Drafted.Faulty faulty) {
            return new PlanReply.Faulty(name(), faulty.plan(), faulty.faults(), bench.warnings());
        } else if (drafted instanceof Drafted.Cannot cannot) {
            return new PlanReply.Impossible(name(), cannot.why(), Optional.empty(), bench.warnings());
        }
        ModelReply.Failed failed = ((Drafted.Failed) drafted).reply();
        return new PlanReply.Impossible(
                name(), Failures.tell(failed, bench), Optional.of(failed.trouble()), bench.warnings());
    }

    @Override
    public Conclusion conduct(TaskRequest request, Workbench bench) {
        Talk talk = new Talk(request, bench, interpreter);
        Drafted drafted = talk.drafter.draft();
        if (drafted instanceof Drafted.Cannot cannot) {
            return Conclusion.of(Outcome.NOT_PLANNED, cannot.why());
        } else if (drafted instanceof Drafted.Faulty faulty) {
            return Conclusion.faulty(faulty.plan(), faulty.faults());
        } else if (drafted instanceof Drafted.Failed failed) {
            return Failures.conclude(failed.reply(), bench);
        }
        Drafted.Ready ready = (Drafted.Ready) drafted;
        RunResult result = bench.run(ready.plan(), request.values());
        Optional<ModelReply.Trouble> trouble = Optional.empty();
        List<String> troubles = new java.util.ArrayList<>();
        if (!ready.cannot().isEmpty()) {
            troubles.add(ready.cannot());
        }
        for (int i = 0; i < interpreter.limits().replans() && mayGoOn(result, bench); i++) {
            talk.observe(result);
            Drafted more = talk.drafter.redraft(result);
            if (more instanceof Drafted.Ready next) {
                result = bench.run(next.plan(), request.values());
            } else {
                trouble = goneWrong(more, troubles, bench);
                break;
            }
        }
        return conclude(talk, result, troubles, trouble, ready.notices());
    }

    /** Why there is no further plan; the answer must own up to it. */
    private static Optional<ModelReply.Trouble> goneWrong(Drafted more, List<String> troubles, Workbench bench) {
        if (more instanceof Drafted.Cannot cannot) {
            troubles.add(cannot.why());
        } else if (more instanceof Drafted.Faulty faulty) {
            bench.warn("What remained after a step failed could not be planned anew: " + Fault.list(faulty.faults()));
        } else if (more instanceof Drafted.Failed failed) {
            bench.warn("What remained after a step failed could not be planned anew: "
                    + Failures.tell(failed.reply(), bench));
            return Optional.of(failed.reply().trouble());
        }
        return Optional.empty();
    }

    private Conclusion conclude(
            Talk talk,
            RunResult result,
            List<String> troubles,
            Optional<ModelReply.Trouble> trouble,
            List<Fault> notices) {
        if (trouble.isPresent()) {
            // A model that just failed is not asked again: what was found is told as it is.
            Answer answer = ValueTelling.of(result, talk.wording.language());
            return new Conclusion(Outcome.ANSWERED, result, answer, notices, trouble);
        }
        AnswerWriter.Written written =
                new AnswerWriter(interpreter.claims()).write(talk.wording, result, troubles, talk.bench);
        return new Conclusion(Outcome.ANSWERED, result, written.answer(), notices, written.trouble());
    }

    private static boolean mayGoOn(RunResult result, Workbench bench) {
        boolean ended = result.steps().stream()
                .filter(s -> s.status() == StepReport.Status.FAILED)
                .anyMatch(s -> s.failure() != null && s.failure().kind() == FailureKind.CANCELLED);
        return PlanDrafter.isIncomplete(result)
                && !ended
                && !bench.cancellation().isRequested();
    }
}
