package org.eyes4j.tools.basic;

import java.util.List;
import java.util.Objects;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code masks_of}: the masks of regions that have one. */
final class MasksOfTool extends BasicTool {
    MasksOfTool() {
        super(ToolSpecification.named("masks_of")
                .describedAs("Takes the masks of regions")
                .takes(Port.required("items", Kind.DETECTIONS, "regions with masks"))
                .gives(Kind.MASKS, "the masks, in the order of the regions; regions without one are left out"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        List<Mask> masks = items.regions().stream()
                .map(Region::mask)
                .filter(Objects::nonNull)
                .toList();
        if (masks.size() < items.regions().size()) {
            context.warn((items.regions().size() - masks.size()) + " of "
                    + items.regions().size() + " regions have no mask; 'segment' makes them");
        }
        return ToolResult.of(new Value.Masks(items.frame(), masks));
    }
}
