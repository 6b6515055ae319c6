package org.eyes4j.agent.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.conduct.Conclusion;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.conduct.Workbench;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.run.RunResult;

/** A language model that failed: what is said about it, and never another planner in its place. */
final class Failures {
    private Failures() {}

    static String tell(ModelReply.Failed failed, Workbench bench) {
        String why = failed.explain();
        boolean ours = failed.trouble() == Trouble.BUDGET || failed.trouble() == Trouble.CANCELLED;
        String named = ours || why.contains(bench.model().name())
                ? why
                : "The language model " + bench.model().name() + " failed: " + why;
        String stop = named.endsWith(".") || named.endsWith("。") ? "" : ".";
        return switch (failed.trouble()) {
            case CANCELLED, BUDGET -> named + stop;
            default -> named + stop + " 'eyes4j doctor' tests it; --planner offline needs no language model.";
        };
    }

    /** After some steps: what they found is told as it is, with what kept the model from going on. */
    static Conclusion conclude(ModelReply.Failed failed, RunResult result, Wording wording, Workbench bench) {
        if (result.values().isEmpty()) {
            Conclusion nothing = conclude(failed, bench);
            return new Conclusion(nothing.outcome(), result, nothing.answer(), List.of(), nothing.trouble());
        }
        String why = tell(failed, bench);
        Answer found = ValueTelling.of(result, wording.language());
        if (failed.trouble() == Trouble.BUDGET) {
            if (bench.warnings().stream().noneMatch(said -> said.contains(failed.message()))) {
                bench.warn(why);
            }
            return new Conclusion(Outcome.ANSWERED, result, found, List.of(), Optional.of(failed.trouble()));
        }
        List<Claim> claims = new ArrayList<>(Conclusion.unknown(why).claims());
        claims.addAll(found.claims());
        return new Conclusion(
                Outcome.MODEL_FAILED, result, new Answer(claims), List.of(), Optional.of(failed.trouble()));
    }

    /** Nothing ran. */
    static Conclusion conclude(ModelReply.Failed failed, Workbench bench) {
        return new Conclusion(
                Outcome.MODEL_FAILED,
                RunResult.NOTHING,
                Conclusion.unknown(tell(failed, bench)),
                List.of(),
                Optional.of(failed.trouble()));
    }
}
