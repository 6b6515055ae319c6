package org.eyes4j.agent.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * In which order the steps of a run name the regions they found. A step that found new ones lets steps go first that may be
 * finding the same: which of them ends first must not decide about names. Not thread-safe.
 */
final class StepNaming {
    private final RegionNamer namer;
    private final Map<StepState, NamingPlace> places = new LinkedHashMap<>();
    private final Map<String, StepState> states;

    /** @param states by id, knowing what they wait for */
    StepNaming(RegionNamer namer, Map<String, StepState> states) {
        this.namer = namer;
        this.states = states;
        NamingPlace.of(states.values(), states.keySet()).forEach((id, place) -> places.put(stateOf(id), place));
    }

    /** A step that is complete, and its value with names. */
    record Named(StepState state, Value value) {}

    /**
     * The next step that is complete and may end; null where there is none.
     *
     * @param all whether one that would let others go first goes itself, since they will not come
     */
    @Nullable
    Named next(boolean all) {
        for (Map.Entry<StepState, NamingPlace> entry : places.entrySet()) {
            StepState state = entry.getKey();
            NamingPlace place = entry.getValue();
            if (state.isComplete && !state.isOver()) {
                Value found = state.result();
                if (all || isFirst(place) || !namer.findsNew(place, found, state.arguments)) {
                    return new Named(state, namer.name(state.id(), place, found, state.arguments));
                }
            }
        }
        return null;
    }

    private boolean isFirst(NamingPlace place) {
        return place.alike().stream().allMatch(other -> stateOf(other).isOver());
    }

    private StepState stateOf(String id) {
        return Objects.requireNonNull(states.get(id));
    }
}
