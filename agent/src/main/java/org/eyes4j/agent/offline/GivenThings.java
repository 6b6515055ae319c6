package org.eyes4j.agent.offline;

import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.value.Value;

/** What is known of things that inputs hold, as far as the inputs are there when a plan is made. */
record GivenThings(Map<String, Value> values) {
    GivenThings {
        values = Map.copyOf(values);
    }

    /** The input that is the picture of these things. */
    Optional<String> picture(String input) {
        return things(input)
                .flatMap(things -> values.entrySet().stream()
                        .filter(other -> other.getValue() instanceof Value.Image image
                                && image.frame().isRelatedTo(things.frame()))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    /** Whether each of these things has its mask. */
    boolean isOutlined(String input) {
        return things(input)
                .filter(things -> !things.regions().isEmpty()
                        && things.regions().stream().allMatch(region -> region.mask() != null))
                .isPresent();
    }

    private Optional<Value.Detections> things(String input) {
        return values.get(input) instanceof Value.Detections things ? Optional.of(things) : Optional.empty();
    }
}
