package org.eyes4j.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.conduct.Spent;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.value.Value;

/**
 * What a question came to. There is always an answer; where nothing ran, it says why.
 *
 * @param outcome how far it came
 * @param planner {@code offline}, {@code plan} or {@code react}
 * @param languageModel the name of the one that was asked; empty where none was
 * @param answer sentence by sentence, each with its evidence
 * @param result what ran and what it gave; without steps where nothing ran
 * @param regions all of the run, in pixels of the pictures asked about
 * @param faults of a plan that was therefore not run, or notices about one that was
 * @param trouble with the language model, also where there is an answer in spite of it; empty for none
 * @param spent what the language model was asked
 * @param edits what was put right in a language model's plan without asking it again
 * @param warnings what a person should know, each once
 * @param calls tools of whoever asks that are wished to be called, with {@link Outcome#CALLS}
 * @param form the answer in the form that was asked for; empty where none was, or none came
 */
public record AskReply(
        Outcome outcome,
        String planner,
        String languageModel,
        Answer answer,
        RunResult result,
        List<FoundRegion> regions,
        List<Fault> faults,
        Optional<Trouble> trouble,
        Spent spent,
        List<Edit> edits,
        List<String> warnings,
        List<ToolUse> calls,
        Optional<JsonNode> form) {

    public AskReply {
        calls = List.copyOf(calls);
        regions = List.copyOf(regions);
        faults = List.copyOf(faults);
        edits = List.copyOf(edits);
        warnings = List.copyOf(warnings);
    }

    /** With more that a person should know. */
    public AskReply noting(List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        warnings.stream().filter(warning -> !all.contains(warning)).forEach(all::add);
        return new AskReply(
                outcome,
                planner,
                languageModel,
                answer,
                result,
                regions,
                faults,
                trouble,
                spent,
                edits,
                all,
                calls,
                form);
    }

    /** The run's id; empty where nothing ran. */
    public String run() {
        return result.run();
    }

    public Plan plan() {
        return result.plan();
    }

    public List<StepReport> steps() {
        return result.steps();
    }

    /** What each finished step gave, by step id. */
    public Map<String, Value> values() {
        return result.values();
    }
}
