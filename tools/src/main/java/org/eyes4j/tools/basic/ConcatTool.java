package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code concat}: a list of texts as one. */
final class ConcatTool extends BasicTool {
    ConcatTool() {
        super(ToolSpecification.named("concat")
                .describedAs("Joins texts into one")
                .takes(
                        Port.required("texts", Kind.listOf(Kind.TEXT), "the texts, in order"),
                        Port.optional("separator", Kind.TEXT, "what stands between two")
                                .or("\n")
                                .atMost(100))
                .gives(Kind.TEXT, "the texts with the separator between them"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        return ToolResult.of(new Value.Text(String.join(arguments.text("separator"), arguments.texts("texts"))));
    }
}
