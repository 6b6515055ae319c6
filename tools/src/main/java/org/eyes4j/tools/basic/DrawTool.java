package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code draw}: regions drawn on their picture. */
final class DrawTool extends BasicTool {
    DrawTool() {
        super(ToolSpecification.named("draw")
                .describedAs("Draws boxes, masks, key points and labels of regions on a picture")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture to draw on"),
                        Port.required("items", Kind.DETECTIONS, "the regions to draw"),
                        Port.optional("masks", Kind.FLAG, "fill masks with translucent colour")
                                .or(true),
                        Port.optional("boxes", Kind.FLAG, "draw boxes and outlines")
                                .or(true),
                        Port.optional("labels", Kind.FLAG, "write ids, labels and scores")
                                .or(true))
                .alsoKnownAs("mark", "highlight", "annotate", "show where", "visualize", "标出", "画框")
                .gives(Kind.IMAGE, "the picture with the regions drawn on it, of the same size and frame"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Value.Detections items = FrameMapping.map(arguments.detections("items"), image.frame());
        Raster drawn = new Overlay(image.raster(), items.regions(), context::warn)
                .draw(arguments.flag("masks"), arguments.flag("boxes"), arguments.flag("labels"));
        return ToolResult.of(new Value.Image(image.frame(), drawn));
    }
}
