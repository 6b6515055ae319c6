package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
            ObjectNode masks = JsonNodeFactory.instance.objectNode();
            masks.set("frame", node);
            masks.putArray("masks");
            return Optional.of(((Value.Masks) ValueJson.fromJson(masks, Kind.MASKS)).frame());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
