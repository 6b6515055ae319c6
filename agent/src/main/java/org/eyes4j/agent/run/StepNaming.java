package org.eyes4j.agent.run;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
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
    private final Map<StepState, Integer> order = new HashMap<>();
    /** Those that are complete and may not be over yet, by their place in the order. */
    private final NavigableMap<Integer, StepState> complete = new TreeMap<>();

    /** @param states by id, knowing what they wait for */
    StepNaming(RegionNamer namer, Map<String, StepState> states) {
        this.namer = namer;
        this.states = states;
        NamingPlace.of(states.values(), states.keySet()).forEach((id, place) -> {
            StepState state = stateOf(id);
            order.put(state, order.size());
            places.put(state, place);
        });
    }

    /** A step's calls have all ended well. */
    void completed(StepState state) {
        complete.put(order.getOrDefault(state, 0), state);
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
        Iterator<StepState> left = complete.values().iterator();
        while (left.hasNext()) {
            StepState state = left.next();
            if (state.isOver()) {
                left.remove();
                continue;
            }
            NamingPlace place = Objects.requireNonNull(places.get(state));
            Value found = state.result();
            if (all || isFirst(place) || !namer.findsNew(place, found, state.arguments)) {
                left.remove();
                return new Named(state, namer.name(state.id(), place, found, state.arguments));
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
