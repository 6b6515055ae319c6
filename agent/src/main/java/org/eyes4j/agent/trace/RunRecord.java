package org.eyes4j.agent.trace;

import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.conduct.Spent;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunResult;

/**
 * All that is worth keeping of a run.
 *
 * @param question what was asked
 * @param planner who made the plan
 * @param result what ran and what it gave
 * @param answer sentence by sentence
 * @param spent what a language model was asked
 * @param recording what it takes to play it again; empty where it cannot be
 * @param events in order
 * @param warnings what a person should know, each once
 */
public record RunRecord(
        String question,
        String planner,
        RunResult result,
        Answer answer,
        Spent spent,
        Optional<Recording> recording,
        List<RunEvent> events,
        List<String> warnings) {
    public RunRecord {
        events = List.copyOf(events);
        warnings = List.copyOf(warnings);
    }
}
