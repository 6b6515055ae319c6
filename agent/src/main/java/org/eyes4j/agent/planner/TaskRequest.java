package org.eyes4j.agent.planner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.tools.value.Kind;

/**
 * What someone wants to know or have done.
 *
 * @param question in plain words, any language
 * @param inputs what comes with it, by name ({@code image1}, {@code image2}, …) and kind, in order
 */
public record TaskRequest(String question, Map<String, Kind> inputs) {
    public TaskRequest {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
}
