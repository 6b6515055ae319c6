package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.fail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.value.Value;

/** Calls of the basic tools, as a plan makes them. */
final class Calls {
    private static final ToolRegistry TOOLS = ToolRegistry.of(BasicTools.all());

    private Calls() {}

    static Object value(Object plain) {
        return plain instanceof String text
                ? new Value.Text(text)
                : plain instanceof Boolean flag
                        ? new Value.Flag(flag)
                        : plain instanceof Number number ? new Value.Number(number.doubleValue()) : plain;
    }

    /** A call with {@code name, value} pairs; texts, numbers and flags may be given as Java's own. */
    static ToolResult call(ToolContext context, String tool, Object... pairs) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put((String) pairs[i], (Value) value(pairs[i + 1]));
        }
        return TOOLS.call(new ToolCall(tool, arguments), context);
    }

    static ToolResult.Success success(String tool, Object... pairs) {
        ToolResult result = call(ToolContext.detached(), tool, pairs);
        return result instanceof ToolResult.Success success ? success : fail("Expected a success, got " + result);
    }

    static Value.Detections detections(String tool, Object... pairs) {
        return (Value.Detections) success(tool, pairs).value();
    }

    static Value.Image image(String tool, Object... pairs) {
        return (Value.Image) success(tool, pairs).value();
    }

    static double number(String tool, Object... pairs) {
        return ((Value.Number) success(tool, pairs).value()).value();
    }

    static List<String> ids(Value.Detections detections) {
        return detections.regions().stream().map(r -> r.id()).toList();
    }

    static ToolResult.Failure failure(String tool, Object... pairs) {
        ToolResult result = call(ToolContext.detached(), tool, pairs);
        return result instanceof ToolResult.Failure failure ? failure : fail("Expected a failure, got " + result);
    }
}
