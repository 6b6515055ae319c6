package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code picture_of_depth}: a depth map as a grey picture, the smallest number black and the largest white. */
final class PictureOfDepthTool extends BasicTool {
    PictureOfDepthTool() {
        super(ToolSpecification.named("picture_of_depth")
                .describedAs("Turns a depth map into a grey picture")
                .takes(Port.required("depth", Kind.DEPTH_MAP, "the depth map"))
                .gives(
                        Kind.IMAGE,
                        "the picture, bright where the map's numbers are large: near, or far where they are metres"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.DepthMap map = (Value.DepthMap) arguments.value("depth");
        return ToolResult.of(new Value.Image(
                map.frame(),
                Rasters.grey(map.depth(), map.frame().width(), map.frame().height())));
    }
}
