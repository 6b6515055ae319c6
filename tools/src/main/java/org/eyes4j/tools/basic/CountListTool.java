package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code count_list}: how many items a list has. */
final class CountListTool extends BasicTool {
    CountListTool() {
        super(ToolSpecification.named("count_list")
                .describedAs("Counts the items of a list")
                .takes(Port.required("items", Kind.listOf(Kind.ANY), "the list to count"))
                .gives(Kind.NUMBER, "how many there are"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        return ToolResult.of(new Value.Number(arguments.items("items").size()));
    }
}
