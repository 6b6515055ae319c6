package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/** Frames out of a trace's JSON. */
final class Frames {
    private Frames() {}

    /** Empty where the node says no frame. */
    static Optional<Frame> read(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        try {
            // Every value of a picture carries its frame in the same form; no masks make the smallest such value.
            JsonNode masks = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .set("frame", node);
            return Optional.of(((Value.Masks) ValueJson.fromJson(masks, Kind.MASKS)).frame());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
