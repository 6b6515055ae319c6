package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code outside_of}: what is left of the picture without the regions, as one region. */
final class OutsideOfTool extends BasicTool {
    OutsideOfTool() {
        super(ToolSpecification.named("outside_of")
                .describedAs("Marks everything in the picture but the regions, as one region")
                .takes(Port.required("items", Kind.DETECTIONS, "what to leave out, by masks where there are masks"))
                .alsoKnownAs("everything but", "all but", "the background")
                .gives(Kind.DETECTIONS, "one region with a mask, labelled background; none where nothing is left"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        Mask rest = Items.pixels(items).complement();
        if (rest.isEmpty()) {
            return ToolResult.of(items.with(List.of()));
        }
        Detection background = Detection.of("background", 1, rest.box()).withMask(rest);
        return ToolResult.of(items.with(List.of(new Region("", background))));
    }
}
