package org.eyes4j.agent.run;

import java.util.concurrent.CancellationException;
import org.eyes4j.tools.Cancellation;

/** Asks a person before a step runs that a plan wants a yes for. Thread-safe: steps of one run may ask at the same time. */
@FunctionalInterface
public interface Approver {
    /** For runs that nobody watches: no step is approved, and the step that wanted it fails. */
    Approver NOBODY = (question, cancellation) ->
            Decision.unasked("nobody can be asked in this run; run it where a person can answer");

    /**
     * Waits for a person's answer, for as long as the run may take.
     *
     * @param cancellation requested when no answer is waited for any more
     * @throws CancellationException where the question was taken back
     */
    Decision ask(Question question, Cancellation cancellation);

    /**
     * What a person is asked.
     *
     * @param run the run's id
     * @param step the step that waits
     * @param tool what it calls
     * @param text the question, as the plan has it: not to be trusted
     * @param items how many calls the step is to make
     */
    record Question(String run, String step, String tool, String text, int items) {}

    /** What came of a question. */
    enum Outcome {
        APPROVED,
        /** A person said no: the step is skipped. */
        DECLINED,
        /** There was nobody to ask: the step fails. */
        UNASKED
    }

    /**
     * An answer.
     *
     * @param reason who decided or why, in words for a person; may be empty
     */
    record Decision(Outcome outcome, String reason) {
        public static Decision approved(String by) {
            return new Decision(Outcome.APPROVED, by);
        }

        public static Decision declined(String why) {
            return new Decision(Outcome.DECLINED, why);
        }

        public static Decision unasked(String why) {
            return new Decision(Outcome.UNASKED, why);
        }
    }
}
