package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code crop_each}: one picture a region. */
final class CropEachTool extends BasicTool {
    CropEachTool() {
        super(ToolSpecification.named("crop_each")
                .describedAs("Cuts the box of every region out of a picture")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture to cut from"),
                        Port.required("items", Kind.DETECTIONS, "the regions to cut out"),
                        Port.optional("padding", Kind.NUMBER, "pixels added on every side")
                                .or(0)
                                .between(0, 10_000),
                        Port.optional("limit", Kind.NUMBER, "at most so many regions, from the first")
                                .or(50)
                                .between(1, 1_000))
                .alsoKnownAs("cut out every box")
                .gives(Kind.listOf(Kind.IMAGE), "a picture a region, in the order of the regions"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Value.Detections items = FrameMapping.map(arguments.detections("items"), image.frame());
        int limit = arguments.integer("limit");
        if (items.regions().size() > limit) {
            context.warn("Only the first " + limit + " of " + items.regions().size() + " regions were cut out");
        }
        List<Value> crops = new ArrayList<>();
        for (Region region : items.regions().stream().limit(limit).toList()) {
            Cropping.crop(image, region.box(), arguments.number("padding"))
                    .ifPresentOrElse(
                            crops::add,
                            () -> context.warn(
                                    "The box of " + Items.name(region) + " lies outside the picture and was left out"));
        }
        return ToolResult.of(new Value.ListOf(Kind.IMAGE, crops));
    }
}
