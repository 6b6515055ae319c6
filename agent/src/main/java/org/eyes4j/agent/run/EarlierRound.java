package org.eyes4j.agent.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.tools.value.Value;

/** What an earlier round of a run settled and a later one leaves alone. */
final class EarlierRound {
    private EarlierRound() {}

    /**
     * Settles every step that stands as it was and is done or has failed.
     *
     * @return the values of those that are done
     */
    static Map<String, Value> keep(RunResult before, Map<String, StepState> states, RegionNamer namer) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (StepState state : states.values()) {
            String id = state.id();
            StepReport report = before.step(id).orElse(null);
            Value value = before.values().get(id);
            boolean same = before.plan().step(id).filter(state.step::equals).isPresent();
            if (same && report != null && (value != null || report.status() == StepReport.Status.FAILED)) {
                state.keep(report, value);
                if (value != null) {
                    values.put(id, value);
                    namer.keep(id, value);
                    states.values().forEach(other -> other.waitsFor.remove(id));
                }
            }
        }
        return values;
    }
}
