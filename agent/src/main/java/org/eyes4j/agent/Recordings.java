package org.eyes4j.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.RequestDigest;
import org.eyes4j.agent.run.CallBook.MadeCall;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.trace.Recording;
import org.eyes4j.tools.value.Value;

/** Puts together what it takes to play a run again. */
final class Recordings {
    private Recordings() {}

    static Recording of(
            AskRequest request,
            String planner,
            Optional<LanguageModel> model,
            RunResult result,
            List<RunEvent> events,
            List<MadeCall> calls) {
        Map<String, Value> inputs = new LinkedHashMap<>(request.inputs());
        inputs.keySet().removeAll(request.originals().keySet());
        List<Recording.Asked> asked = new ArrayList<>();
        for (RunEvent event : events) {
            if (event instanceof RunEvent.ModelAsked one) {
                asked.add(new Recording.Asked(one.request().purpose(), RequestDigest.of(one.request()), one.reply()));
            }
        }
        return new Recording(
                result.run(),
                request.question(),
                inputs,
                request.originals(),
                request.scene(),
                request.wishes().strict(),
                request.wishes().verify(),
                planner,
                model.map(m -> new Recording.Model(m.name(), m.abilities())),
                request.options().wishedModel(),
                calls,
                asked,
                result.values().values().stream()
                        .filter(Value.Detections.class::isInstance)
                        .map(Value.Detections.class::cast)
                        .toList());
    }
}
