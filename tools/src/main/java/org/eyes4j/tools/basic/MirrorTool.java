package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code mirror}: a picture with left and right changed over; what is found in it can be told in the picture it was made of. */
final class MirrorTool extends BasicTool {
    MirrorTool() {
        super(ToolSpecification.named("mirror")
                .describedAs("Changes left and right of a picture over, as a mirror does")
                .takes(Port.required("image", Kind.IMAGE, "the picture"))
                .alsoKnownAs("flip horizontally", "mirror image", "水平翻转", "水平翻轉", "鏡像")
                .gives(Kind.IMAGE, "the picture as a mirror shows it, of the same size"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        int width = image.frame().width();
        return ToolResult.of(new Value.Image(
                image.frame().derive(width, image.frame().height(), new Affine(-1, 0, width, 0, 1, 0)),
                Rasters.mirror(image.raster())));
    }
}
