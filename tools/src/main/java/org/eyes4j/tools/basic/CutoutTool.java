package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code cutout}: the pixels of masks alone, everything else transparent. */
final class CutoutTool extends BasicTool {
    CutoutTool() {
        super(ToolSpecification.named("cutout")
                .describedAs("Cuts things out of a picture along their masks, with everything around them transparent")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture to cut from"),
                        Port.required("items", Kind.DETECTIONS, "the regions to cut out, with masks"),
                        Port.optional("index", Kind.NUMBER, "one region only; 0 is the first. All when left out")
                                .between(-10_000, 10_000))
                .alsoKnownAs("remove the background", "cut out the cat", "make a sticker", "抠图", "去背")
                .gives(Kind.IMAGE, "RGBA picture, as large as the box around the masks"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Value.Detections items = FrameMapping.map(arguments.detections("items"), image.frame());
        if (items.regions().isEmpty()) {
            return badInput(Items.none("cut out", items), "Check first that something was found.");
        }
        List<Region> wanted = items.regions();
        if (arguments.has("index")) {
            int index = arguments.integer("index");
            wanted = Items.at(items, index).map(List::of).orElse(List.of());
            if (wanted.isEmpty()) {
                return badInput(Items.noIndex(index, items), "Indexes start at 0; -1 is the last.");
            }
        }
        Mask all = Mask.empty(image.frame().width(), image.frame().height());
        for (Region region : wanted) {
            Mask mask = region.mask();
            if (mask == null) {
                return badInput(
                        "A mask is needed to cut out " + Items.name(region) + ", and it has a box only.",
                        "Run 'segment' on its box first ('boxes_of' makes the prompt); 'crop' cuts out the box.");
            }
            all = all.union(mask);
        }
        if (all.isEmpty()) {
            return badInput("The masks to cut out have no pixel inside the picture.", "Segment again.");
        }
        return ToolResult.of(cut(image, all));
    }

    private static Value.Image cut(Value.Image image, Mask mask) {
        BoundingBox box = mask.box();
        Value.Image crop = Cropping.crop(image, box, 0).orElseThrow();
        boolean[] keep = mask.crop(box).toBitmap();
        Raster raster = crop.raster();
        int channels = raster.channels();
        byte[] rgba = new byte[keep.length * 4];
        for (int p = 0; p < keep.length; p++) {
            if (keep[p]) {
                System.arraycopy(raster.data(), p * channels, rgba, p * 4, channels);
                if (channels == 3) {
                    rgba[p * 4 + 3] = (byte) 255;
                }
            }
        }
        return new Value.Image(crop.frame(), new Raster(raster.width(), raster.height(), 4, rgba));
    }
}
