package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code regions_of_masks}: a region a mask. */
final class RegionsOfMasksTool extends BasicTool {
    RegionsOfMasksTool() {
        super(ToolSpecification.named("regions_of_masks")
                .describedAs("Turns masks into regions")
                .takes(
                        Port.required("masks", Kind.MASKS, "the masks"),
                        Port.optional("label", Kind.TEXT, "what to call the regions")
                                .or("mask")
                                .atMost(100))
                .gives(Kind.DETECTIONS, "a region a mask that has a pixel, in the order of the masks"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Masks masks = (Value.Masks) arguments.value("masks");
        return ToolResult.of(Value.Detections.of(
                masks.frame(),
                masks.masks().stream()
                        .filter(m -> !m.isEmpty())
                        .map(m -> Detection.of(arguments.text("label"), 1, m.box())
                                .withMask(m))
                        .toList()));
    }
}
