package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;
import org.eyes4j.tools.Cancellation;

/**
 * A run as its worker has it.
 *
 * @param run its id
 * @param caller whose it is
 * @param cancellation when to stop
 * @param events told of what happens: a type and an object
 */
public record Task(String run, Caller caller, Cancellation cancellation, BiConsumer<String, JsonNode> events) {
    public void tell(String type, JsonNode data) {
        events.accept(type, data);
    }
}
