package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is given.
 *
 * @param kind its kind
 * @param defaultValue what stands in when it is left out; null: nothing, it must be given
 * @param description for people and language models; may be empty
 * @param rule what its values must keep to
 */
public record PlanInput(Kind kind, @Nullable JsonNode defaultValue, String description, InputRule rule) {
    public PlanInput(Kind kind, @Nullable JsonNode defaultValue, String description) {
        this(kind, defaultValue, description, InputRule.NONE);
    }

    public PlanInput(Kind kind) {
        this(kind, null, "");
    }

    /** What is wrong with the input's rule, as faults of its plan. */
    public List<Fault> ruleFaults(String name) {
        return rule.faults(name, kind).stream()
                .map(f -> new Fault(Fault.Code.FORMAT, "/inputs/" + Fault.token(name) + "/" + f.key(), f.message(), ""))
                .toList();
    }
}
