package org.eyes4j.app.preview;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.trace.Trace;
import org.eyes4j.agent.trace.TraceStore;

/** How long steps took in the latest kept runs. Immutable. */
final class EarlierRuns {
    /** So many tell enough, and are read in little time. */
    private static final int MOST = 40;

    private final Map<Kind, List<Long>> millis;

    /** Which steps compare. A step that ran over items does not compare with one that did not. */
    private record Kind(String tool, String model, boolean forEach) {}

    private EarlierRuns(Map<Kind, List<Long>> millis) {
        this.millis = millis;
    }

    /** What the latest runs tell; a run that cannot be read, or is removed meanwhile, tells nothing. */
    static EarlierRuns of(TraceStore traces) {
        Map<Kind, List<Long>> millis = new HashMap<>();
        for (String run : latest(traces)) {
            try {
                traces.find(run).map(Trace::json).ifPresent(json -> collect(json, millis));
            } catch (IOException e) {
                // A preview can do without it.
            }
        }
        return new EarlierRuns(millis);
    }

    private static List<String> latest(TraceStore traces) {
        try {
            List<String> all = traces.list();
            return all.subList(0, Math.min(MOST, all.size()));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void collect(JsonNode run, Map<Kind, List<Long>> millis) {
        Set<String> over = new HashSet<>();
        for (JsonNode step : run.at("/plan/steps")) {
            if (step.has("for_each")) {
                over.add(step.path("id").asText());
            }
        }
        for (JsonNode step : run.path("steps")) {
            if (step.path("status").asText().equals("done")
                    && !step.path("cached").asBoolean()) {
                Kind kind = new Kind(
                        step.path("tool").asText(),
                        step.path("model").asText(),
                        over.contains(step.path("id").asText()));
                millis.computeIfAbsent(kind, k -> new ArrayList<>())
                        .add(Math.max(0, step.path("millis").asLong()));
            }
        }
    }

    /**
     * The median of what such steps took; empty where there was none.
     *
     * @param model the model that served them; empty for a tool without models
     */
    Optional<StepNeed.Estimate> estimate(String tool, String model, boolean forEach) {
        List<Long> times = millis.getOrDefault(new Kind(tool, model, forEach), List.of());
        return times.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new StepNeed.Estimate(times.stream().sorted().toList().get(times.size() / 2), times.size()));
    }
}
