package org.eyes4j.tools;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.tools.value.Value;

/** A tool by name, with the values to call it with. */
public record ToolCall(String tool, Map<String, Value> arguments) {
    public ToolCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
