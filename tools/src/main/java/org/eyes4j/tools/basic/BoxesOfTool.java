package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;

/** {@code boxes_of}: the boxes of regions as prompts for tools that take prompts. */
final class BoxesOfTool extends BasicTool {
    BoxesOfTool() {
        super(ToolSpecification.named("boxes_of")
                .describedAs("Turns the boxes of regions into prompts")
                .takes(Port.required("items", Kind.DETECTIONS, "the regions"))
                .gives(Kind.VISUAL_PROMPTS, "a box prompt a region, in their order"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        return ToolResult.of(new Value.VisualPrompts(
                items.frame(),
                items.regions().stream()
                        .<VisualPrompt>map(r -> new VisualPrompt.BoxPrompt(r.box()))
                        .toList()));
    }
}
