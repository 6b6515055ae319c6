package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/** {@code compute}: what an expression over earlier steps comes to, as a step of its own. */
final class ComputeTool extends BasicTool {
    ComputeTool() {
        super(ToolSpecification.named("compute")
                .describedAs(
                        "Works a value out of the results of earlier steps: arithmetic, conditions, choices, texts")
                .takes(Port.required(
                        "value", Kind.ANY, "an expression such as {cel: muffins.count / kids.count}; what it comes to"))
                .alsoKnownAs("calculate", "how much more", "per", "计算", "計算")
                .gives(Kind.ANY, "the value: a number, a text, a flag, a list or regions"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        return ToolResult.of(arguments.value("value"));
    }
}
