package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code count}: how many regions. */
final class CountTool extends BasicTool {
    CountTool() {
        super(ToolSpecification.named("count")
                .describedAs("Counts regions")
                .takes(Port.required("items", Kind.DETECTIONS, "the regions to count"))
                .alsoKnownAs("how many", "number of", "多少", "几个", "幾個")
                .gives(Kind.NUMBER, "how many there are"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        return ToolResult.of(
                new Value.Number(arguments.detections("items").regions().size()));
    }
}
