package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * {@code measure}: one number about regions together. Areas count each pixel once, by masks where there are masks, and a
 * warning says where a box had to do. Distances go from the first region of {@code items} to the first of {@code other},
 * or to the second of {@code items}.
 */
final class MeasureTool extends BasicTool {
    private static final String PIXELS = "px";

    MeasureTool() {
        super(ToolSpecification.named("measure")
                .describedAs("Measures regions: area, share of the picture, size, or the distance between two")
                .takes(
                        Port.required("items", Kind.DETECTIONS, "the regions to measure, all together"),
                        Port.optional(
                                        "what",
                                        Kind.TEXT,
                                        "area (pixels), share (percent of the picture), width and height of the box"
                                                + " around all, distance (between centres), gap (between edges)")
                                .or("area")
                                .oneOf("area", "share", "width", "height", "distance", "gap"),
                        Port.optional("other", Kind.DETECTIONS, "for distance and gap: where to measure to"))
                .alsoKnownAs(
                        "how large", "how much of the picture", "what percentage does it cover", "how far", "占多少", "多大")
                .gives(Kind.NUMBER, "in pixels, or percent for share"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        if (items.regions().isEmpty()) {
            return badInput(Items.none("measure", items), "Check first that something was found.");
        }
        String what = arguments.text("what");
        BoundingBox around = items.regions().stream()
                .map(Region::box)
                .reduce(BoundingBox::union)
                .orElseThrow();
        return switch (what) {
            case "width" -> ToolResult.of(new Value.Number(around.width(), PIXELS));
            case "height" -> ToolResult.of(new Value.Number(around.height(), PIXELS));
            case "distance", "gap" -> apart(what, items, arguments);
            default -> {
                warnOfBoxes(items, context);
                double area = Items.pixels(items).area();
                yield ToolResult.of(
                        what.equals("area")
                                ? new Value.Number(area, PIXELS)
                                : new Value.Number(
                                        100 * area / items.frame().bounds().area(), "%"));
            }
        };
    }

    private ToolResult apart(String what, Value.Detections items, Arguments arguments) {
        List<Region> to = arguments.has("other")
                ? FrameMapping.map(arguments.detections("other"), items.frame()).regions()
                : items.regions().stream().skip(1).toList();
        if (to.isEmpty()) {
            return badInput(
                    "A " + what + " needs two regions, got one.", "Give a second one in 'other', or two in 'items'.");
        }
        BoundingBox a = items.regions().get(0).box();
        BoundingBox b = to.get(0).box();
        double pixels = what.equals("gap") ? Relation.gap(a, b) : a.centre().distanceTo(b.centre());
        return ToolResult.of(new Value.Number(pixels, PIXELS));
    }

    private static void warnOfBoxes(Value.Detections items, ToolContext context) {
        long boxes = items.regions().stream().filter(r -> r.mask() == null).count();
        if (boxes > 0) {
            context.warn((boxes == items.regions().size() ? "Areas are" : "The areas of " + boxes + " regions are")
                    + " those of boxes, not of outlines; segment first for exact ones");
        }
    }
}
