package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code grey_out}: regions without their colours; everything else keeps its own. Luma of Rec. 601. */
final class GreyOutTool extends BasicTool {
    GreyOutTool() {
        super(ToolSpecification.named("grey_out")
                .describedAs("Takes the colours out of regions, so that everything else stands out")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture"),
                        Port.required("items", Kind.DETECTIONS, "what becomes grey, along masks where there are masks"))
                .alsoKnownAs("colour pop", "color pop", "black and white", "desaturate", "greyscale the background")
                .gives(Kind.IMAGE, "the picture, of the same size and frame, with those regions in grey"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Value.Detections items = FrameMapping.map(arguments.detections("items"), image.frame());
        Raster raster = image.raster();
        byte[] data = raster.data().clone();
        for (Region region : items.regions()) {
            if (context.cancellation().isRequested()) {
                return cancelled();
            }
            Mask pixels = Items.pixels(region, image.frame());
            boolean[] inside = pixels.toBitmap();
            for (int i = 0; i < inside.length; i++) {
                int at = i * raster.channels();
                if (inside[i]) {
                    double grey =
                            0.299 * (data[at] & 255) + 0.587 * (data[at + 1] & 255) + 0.114 * (data[at + 2] & 255);
                    byte value = (byte) Math.round(grey);
                    data[at] = value;
                    data[at + 1] = value;
                    data[at + 2] = value;
                }
            }
        }
        return ToolResult.of(
                new Value.Image(image.frame(), new Raster(raster.width(), raster.height(), raster.channels(), data)));
    }
}
