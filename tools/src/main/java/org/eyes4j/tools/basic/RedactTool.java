package org.eyes4j.tools.basic;

import java.util.Locale;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Redaction;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code redact}: makes regions unrecognisable and changes nothing else. */
final class RedactTool extends BasicTool {
    RedactTool() {
        super(ToolSpecification.named("redact")
                .describedAs("Blurs, pixelates or blacks out regions so that nobody can recognise what was there")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture"),
                        Port.required("items", Kind.DETECTIONS, "what to hide"),
                        Port.optional("how", Kind.TEXT, "the way").or("blur").oneOf("blur", "pixelate", "fill"),
                        Port.optional(
                                        "shape",
                                        Kind.TEXT,
                                        "mask: along the mask where there is one; box: the whole box, which hides the"
                                                + " outline too")
                                .or("mask")
                                .oneOf("mask", "box"),
                        Port.optional("strength", Kind.NUMBER, "0 leaves a hint of colours, 1 next to nothing")
                                .or(0.5)
                                .between(0, 1))
                .alsoKnownAs("blur", "anonymise", "hide", "censor", "pixelate", "模糊", "打码", "打碼", "马赛克")
                .gives(Kind.IMAGE, "the picture, of the same size and frame, with those regions hidden"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Value.Detections items = FrameMapping.map(arguments.detections("items"), image.frame());
        if (items.regions().isEmpty()) {
            return badInput(Items.none("hide", items) + ".", "Check first that something was found.");
        }
        boolean boxes = arguments.text("shape").equals("box");
        Redaction.Way way = Redaction.Way.valueOf(arguments.text("how").toUpperCase(Locale.ROOT));
        Raster raster = image.raster();
        int hidden = 0;
        for (Region region : items.regions()) {
            if (context.cancellation().isRequested()) {
                return cancelled();
            }
            Mask pixels = boxes ? Items.box(region.box(), image.frame()) : Items.pixels(region, image.frame());
            if (!pixels.isEmpty()) {
                raster = Redaction.hide(raster, pixels, way, arguments.number("strength"));
                hidden++;
            }
        }
        if (hidden == 0) {
            return badInput(
                    "The regions to hide lie outside the picture of "
                            + image.frame().width() + " x " + image.frame().height() + ".",
                    "Give regions that were found in this picture.");
        }
        return ToolResult.of(new Value.Image(image.frame(), raster));
    }
}
