package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/** {@code merge}: two sets of regions of one picture as one. */
final class MergeTool extends BasicTool {
    MergeTool() {
        super(ToolSpecification.named("merge")
                .describedAs("Puts the regions of two results for one picture together, doubles once")
                .takes(
                        Port.required("items", Kind.DETECTIONS, "the first; its frame is kept"),
                        Port.required("other", Kind.DETECTIONS, "the second, mapped into that frame"),
                        Merging.overlap())
                .gives(Kind.DETECTIONS, "the regions of the first, then those of the second"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        return ToolResult.of(Merging.merge(
                List.of(arguments.detections("items"), arguments.detections("other")), arguments.number("overlap")));
    }
}
