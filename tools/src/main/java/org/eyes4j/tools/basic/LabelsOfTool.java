package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code labels_of}: what the regions are. */
final class LabelsOfTool extends BasicTool {
    LabelsOfTool() {
        super(ToolSpecification.named("labels_of")
                .describedAs("Lists what kinds of things the regions are")
                .takes(Port.required("items", Kind.DETECTIONS, "the regions"))
                .alsoKnownAs("what is in this picture")
                .gives(Kind.listOf(Kind.TEXT), "each label once, in the order of the regions"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        return ToolResult.of(Value.ListOf.texts(arguments.detections("items").regions().stream()
                .map(Region::label)
                .distinct()
                .toList()));
    }
}
