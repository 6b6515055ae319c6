package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code exists}: whether there is any region. */
final class ExistsTool extends BasicTool {
    ExistsTool() {
        super(ToolSpecification.named("exists")
                .describedAs("Says whether there is any region at all")
                .takes(Port.required("items", Kind.DETECTIONS, "the regions that were found"))
                .alsoKnownAs("is there", "do you see", "有没有", "有沒有")
                .gives(Kind.FLAG, "true when there is at least one"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        return ToolResult.of(
                new Value.Flag(!arguments.detections("items").regions().isEmpty()));
    }
}
