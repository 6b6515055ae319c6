package org.eyes4j.agent.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.claim.ClaimChecker;
import org.eyes4j.agent.conduct.Workbench;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.prompts.RenderedPrompt;

/** Has a language model tell what a run found, and holds each sentence against the run. Where the model fails, the values are told. */
final class AnswerWriter {
    private final ClaimChecker claims;

    AnswerWriter(ClaimChecker claims) {
        this.claims = claims;
    }

    /** An answer, and what kept the model from writing it, if anything did. */
    record Written(Answer answer, Optional<Trouble> trouble) {}

    /** @param troubles what the answer must own up to, besides the steps that failed */
    Written write(Wording wording, RunResult result, List<String> troubles, Workbench bench) {
        List<String> all = new ArrayList<>(troubles);
        for (StepReport step : result.steps()) {
            if (step.status() != StepReport.Status.DONE) {
                all.add(step.id() + " = " + step.tool() + ": " + Wording.explain(step.failure()));
            }
        }
        RenderedPrompt prompt = wording.answer(result, all);
        ModelReply reply = bench.ask(new ModelRequest(
                "answer", Wording.messages(prompt, List.of()), List.of(), Optional.empty(), prompt.hash()));
        if (reply instanceof ModelReply.Failed failed) {
            return told(result, failed.trouble(), failed.explain(), wording, bench);
        }
        ModelReply.Said said = (ModelReply.Said) reply;
        if (said.text().isBlank()) {
            return told(result, Trouble.MALFORMED, "It answered nothing.", wording, bench);
        }
        return new Written(check(said, result, bench), Optional.empty());
    }

    /** A draft, sentence by sentence against the run. */
    Answer check(ModelReply.Said said, RunResult result, Workbench bench) {
        if (said.finish() == ModelReply.Finish.LENGTH) {
            bench.warn("The answer of " + bench.model().name() + " was cut off at its token limit");
        }
        return claims.check(said.text(), result);
    }

    private static Written told(RunResult result, Trouble trouble, String why, Wording wording, Workbench bench) {
        bench.warn("The language model " + bench.model().name()
                + " did not write the answer; what was found is told as it is. " + why);
        return new Written(ValueTelling.of(result, wording.language()), Optional.of(trouble));
    }
}
