package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/** What a plan is given: its kind, and what stands in when it is left out (null: nothing, it must be given). */
public record PlanInput(Kind kind, @Nullable JsonNode defaultValue, String description) {
    public PlanInput(Kind kind) {
        this(kind, null, "");
    }
}
