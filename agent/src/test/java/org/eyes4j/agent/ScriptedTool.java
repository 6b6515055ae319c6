package org.eyes4j.agent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;

/** A tool that does what a test says, and remembers what it was asked. */
public final class ScriptedTool implements Tool {
    private final ToolSpecification specification;
    private final BiFunction<Arguments, ToolContext, ToolResult> script;
    private final List<Map<String, Value>> calls = new CopyOnWriteArrayList<>();

    public ScriptedTool(ToolSpecification specification, BiFunction<Arguments, ToolContext, ToolResult> script) {
        this.specification = specification;
        this.script = script;
    }

    public static ScriptedTool giving(ToolSpecification specification, Value value) {
        return new ScriptedTool(specification, (arguments, context) -> ToolResult.of(value));
    }

    /** For checks: its being called at all is a mistake. */
    public static ScriptedTool neverCalled(ToolSpecification specification) {
        return new ScriptedTool(specification, (arguments, context) -> {
            throw new IllegalStateException("Nobody was to call " + specification.name());
        });
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        calls.add(arguments.asMap());
        return script.apply(arguments, context);
    }

    public List<Map<String, Value>> calls() {
        return List.copyOf(calls);
    }
}
