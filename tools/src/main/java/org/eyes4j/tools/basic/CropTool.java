package org.eyes4j.tools.basic;

import java.util.Optional;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code crop}: the part of a picture inside the box of one region. */
final class CropTool extends BasicTool {
    CropTool() {
        super(ToolSpecification.named("crop")
                .describedAs("Cuts the box of one region out of a picture")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture to cut from"),
                        Port.required("items", Kind.DETECTIONS, "the regions, of which one is cut out"),
                        Port.optional("index", Kind.NUMBER, "which region; 0 is the first, -1 the last")
                                .or(0)
                                .between(-10_000, 10_000),
                        Port.optional("padding", Kind.NUMBER, "pixels added on every side")
                                .or(0)
                                .between(0, 10_000))
                .alsoKnownAs("cut out a box", "zoom in on", "close-up", "裁剪", "裁切")
                .gives(Kind.IMAGE, "the picture inside the box, as large as the box"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Value.Detections items = FrameMapping.map(arguments.detections("items"), image.frame());
        if (items.regions().isEmpty()) {
            return badInput(Items.none("crop", items), "Check first that something was found.");
        }
        int index = arguments.integer("index");
        Optional<Region> region = Items.at(items, index);
        if (region.isEmpty()) {
            return badInput(Items.noIndex(index, items), "Indexes start at 0; -1 is the last.");
        }
        return Cropping.crop(image, region.get().box(), arguments.number("padding"))
                .map(ToolResult::of)
                .orElseGet(() -> badInput(
                        "The box " + region.get().box().toList() + " of " + Items.name(region.get())
                                + " lies outside the picture of "
                                + image.frame().width() + " x "
                                + image.frame().height(),
                        "Give a region that was found in this picture."));
    }
}
