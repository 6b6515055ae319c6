package org.eyes4j.app.batch;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Value;

/**
 * What is to be run.
 *
 * @param name of the workflow
 * @param plan checked
 * @param identity equal only where everything is that an item's result depends on, but the item itself
 * @param streamed the input that each item's picture is given to; empty where items have none
 * @param fixed inputs that are the same for every item
 * @param framed inputs that lie in the picture they come with, given its frame
 */
public record BatchOrder(
        String name,
        Plan plan,
        String identity,
        String streamed,
        Map<String, Value> fixed,
        Function<Optional<Frame>, Map<String, Value>> framed) {
    public BatchOrder {
        fixed = Map.copyOf(fixed);
    }
}
