package org.eyes4j.agent.conduct;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.run.RunResult;

/**
 * What conducting a request came to.
 *
 * @param result what ran and what it gave; without steps where nothing ran
 * @param answer sentence by sentence; where there is none, why
 * @param faults of a plan that was therefore not run, or notices about one that was
 * @param trouble of the language model, also where there is an answer in spite of it; empty where there was none
 * @param calls tools of whoever asks that are wished to be called
 * @param form the answer in the form that was asked for, JSON; empty where none was, or none came
 */
public record Conclusion(
        Outcome outcome,
        RunResult result,
        Answer answer,
        List<Fault> faults,
        Optional<Trouble> trouble,
        List<ToolUse> calls,
        Optional<JsonNode> form) {
    public Conclusion {
        faults = List.copyOf(faults);
        calls = List.copyOf(calls);
    }

    public Conclusion(Outcome outcome, RunResult result, Answer answer, List<Fault> faults, Optional<Trouble> trouble) {
        this(outcome, result, answer, faults, trouble, List.of(), Optional.empty());
    }

    /** Tools of whoever asks are to be called first. */
    public static Conclusion calling(RunResult result, String text, List<ToolUse> calls) {
        return new Conclusion(
                Outcome.CALLS,
                result,
                text.isBlank() ? new Answer(List.of()) : unknown(text),
                List.of(),
                Optional.empty(),
                calls,
                Optional.empty());
    }

    /** The same in a form as well. */
    public Conclusion formed(Optional<JsonNode> json) {
        return new Conclusion(outcome, result, answer, faults, trouble, calls, json);
    }

    public static Conclusion answered(RunResult result, Answer answer, List<Fault> notices) {
        return new Conclusion(Outcome.ANSWERED, result, answer, notices, Optional.empty());
    }

    /** The same with another answer. */
    public Conclusion telling(Answer other) {
        return new Conclusion(outcome, result, other, faults, trouble, calls, form);
    }

    /** Nothing ran; the answer says why. */
    public static Conclusion of(Outcome outcome, String why) {
        return new Conclusion(outcome, RunResult.NOTHING, unknown(why), List.of(), Optional.empty());
    }

    /** The plan has faults, and was not run. */
    public static Conclusion faulty(Plan plan, List<Fault> faults) {
        RunResult nothing = new RunResult("", plan, Map.of(), Map.of(), List.of(), List.of());
        String why = "The plan that was made for this has faults and was not run: " + Fault.list(faults);
        return new Conclusion(Outcome.FAULTY_PLAN, nothing, unknown(why), faults, Optional.empty());
    }

    /** An answer that only says what could not be found out. */
    public static Answer unknown(String text) {
        return new Answer(List.of(new Claim(text, Claim.Status.UNKNOWN, List.of())));
    }
}
