package org.eyes4j.agent.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.llm.Abilities;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.run.CallBook.MadeCall;
import org.eyes4j.tools.value.Value;

/**
 * All that it takes to play a run again without its models.
 *
 * @param run its id, from which prompts draw their marks
 * @param question what was asked
 * @param inputs what came with it, where it did not come as files
 * @param originals encoded pictures by input, as they came; not to be written to
 * @param scene what was told of earlier questions
 * @param strict whether sentences without support were left out
 * @param verify whether what was seen was looked at again
 * @param planner who planned: {@code offline}, {@code plan} or {@code react}
 * @param model the language model that was asked; empty for none
 * @param wishedModel the model of experts that was asked for by name
 * @param calls of experts and of tools with effects
 * @param asked what the language model was asked, in order
 * @param seen what the steps found, with its names
 */
public record Recording(
        String run,
        String question,
        Map<String, Value> inputs,
        Map<String, byte[]> originals,
        String scene,
        boolean strict,
        boolean verify,
        String planner,
        Optional<Model> model,
        Optional<String> wishedModel,
        List<MadeCall> calls,
        List<Asked> asked,
        List<Value.Detections> seen) {

    /** A language model as it was. */
    public record Model(String name, Abilities abilities) {}

    /**
     * One call of the language model.
     *
     * @param request SHA-256 of all that was said to it
     */
    public record Asked(String purpose, String request, ModelReply reply) {}

    public Recording {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        originals = Collections.unmodifiableMap(new LinkedHashMap<>(originals));
        calls = List.copyOf(calls);
        asked = List.copyOf(asked);
        seen = List.copyOf(seen);
    }
}
