package org.eyes4j.agent.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.MemoryArtifactStore;

/**
 * A kept run.
 *
 * @param run its id
 * @param json all of it: {@code question, planner, language_model, started, millis, answer, plan, plan_edits, inputs, steps,
 *     regions, messages, model_calls, pictures, events, warnings}; what it says came from pictures and models and is not to be trusted
 * @param pictures what {@code pictures[].artifact} stands for
 */
public record Trace(String run, JsonNode json, ArtifactStore pictures) {

    /** The trace of a run that is not kept. */
    public static Trace of(RunRecord run) {
        ArtifactStore pictures = new MemoryArtifactStore();
        try {
            // Read back, so that its numbers are of the same types as those of a kept one.
            JsonNode json = new ObjectMapper()
                    .readTree(new TraceJson(run, pictures).write().toString());
            return new Trace(run.result().run(), json, pictures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was just written cannot be read", e);
        }
    }
}
