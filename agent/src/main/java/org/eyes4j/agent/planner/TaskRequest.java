package org.eyes4j.agent.planner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/**
 * What someone wants to know or have done.
 *
 * @param question in plain words, any language
 * @param inputs what comes with it, by name ({@code image1}, {@code image2}, …) and kind, in order
 * @param values the inputs themselves, as far as they are there already: a planner may look at pictures
 * @param scene what a session knows of earlier questions, in words for a language model; empty for none
 * @param guests tools that whoever asks runs
 */
public record TaskRequest(
        String question, Map<String, Kind> inputs, Map<String, Value> values, String scene, Guests guests) {
    public TaskRequest {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public TaskRequest(String question, Map<String, Kind> inputs, Map<String, Value> values, String scene) {
        this(question, inputs, values, scene, Guests.NONE);
    }

    /** The same with tools of whoever asks. */
    public TaskRequest with(Guests others) {
        return new TaskRequest(question, inputs, values, scene, others);
    }

    /** Of inputs only the kinds are known, and of the past nothing. */
    public TaskRequest(String question, Map<String, Kind> inputs) {
        this(question, inputs, Map.of(), "");
    }

    /** A request with all its values there. */
    public static TaskRequest of(String question, Map<String, Value> values, String scene) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        values.forEach((name, value) -> kinds.put(name, value.kind()));
        return new TaskRequest(question, kinds, values, scene);
    }
}
