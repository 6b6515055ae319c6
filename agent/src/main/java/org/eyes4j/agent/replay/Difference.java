package org.eyes4j.agent.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.trace.Trace;

/**
 * What is different in a replay.
 *
 * @param answerBefore as it was kept
 * @param answer as it is now
 * @param steps whose status or value changed, that came or went
 */
public record Difference(String answerBefore, String answer, List<Step> steps) {

    /**
     * A step that is not as it was.
     *
     * @param before what it gave, in short; empty where there was no such step
     * @param now what it gives; empty where there is none any more
     */
    public record Step(String id, String tool, String before, String now) {}

    public Difference {
        steps = List.copyOf(steps);
    }

    /** Whether nothing is. */
    public boolean isNone() {
        return answer.equals(answerBefore) && steps.isEmpty();
    }

    public static Difference between(Trace kept, Replay replay) {
        Map<String, JsonNode> before = new HashMap<>();
        kept.json().path("steps").forEach(step -> before.put(step.path("id").asText(), step));
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : replay.record().path("steps")) {
            JsonNode was = before.remove(step.path("id").asText());
            if (was == null
                    || !same(was, step)
                    || !pictures(kept.json(), was).equals(pictures(replay.record(), step))) {
                steps.add(new Step(
                        step.path("id").asText(),
                        step.path("tool").asText(),
                        was == null ? "" : brief(was),
                        brief(step)));
            }
        }
        kept.json().path("steps").forEach(was -> {
            if (before.containsKey(was.path("id").asText())) {
                steps.add(new Step(was.path("id").asText(), was.path("tool").asText(), brief(was), ""));
            }
        });
        return new Difference(
                kept.json().path("answer").path("text").asText(),
                replay.record().path("answer").path("text").asText(),
                steps);
    }

    private static boolean same(JsonNode was, JsonNode step) {
        return was.path("tool").equals(step.path("tool"))
                && was.path("status").equals(step.path("status"))
                && was.path("model").equals(step.path("model"))
                && was.path("value").path("value").equals(step.path("value").path("value"));
    }

    /** The hashes of the pictures that a step gave. */
    private static List<String> pictures(JsonNode trace, JsonNode step) {
        List<String> hashes = new ArrayList<>();
        step.path("value")
                .path("pictures")
                .forEach(index -> hashes.add(trace.path("pictures")
                        .path(index.asInt(-1))
                        .path("artifact")
                        .asText()));
        return hashes;
    }

    private static String brief(JsonNode step) {
        String model = step.path("model").asText();
        String by = model.isEmpty() ? "" : " (" + model + ")";
        if (!step.path("status").asText().equals("done")) {
            return step.path("status").asText() + by;
        }
        JsonNode value = step.path("value").path("value");
        JsonNode regions = value.path("regions");
        if (regions.isArray()) {
            Map<String, Integer> labels = new java.util.TreeMap<>();
            regions.forEach(r -> labels.merge(r.path("label").asText(), 1, Integer::sum));
            return regions.size()
                    + (regions.size() == 1 ? " region" : " regions")
                    + (labels.isEmpty() ? "" : " " + labels)
                    + by;
        }
        String text = value.toString();
        return (text.length() > 100 ? text.substring(0, 97) + "..." : text) + by;
    }
}
