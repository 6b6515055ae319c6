package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code colours_each}: the regions, each with the names of its main colours, so that the red one can be selected. */
final class ColoursEachTool extends BasicTool {
    /** A colour that covers less of a thing is not what people call the thing by. */
    private static final double MAIN = 0.15;

    ColoursEachTool() {
        super(ToolSpecification.named("colours_each")
                .describedAs("Notes the main colours of each region as its attributes")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture"),
                        Port.required("items", Kind.DETECTIONS, "the regions, looked at inside their masks if any"))
                .alsoKnownAs("colour of each", "which one is red")
                .gives(
                        Kind.DETECTIONS,
                        "the regions with attributes colour (the main one) and colours (all that cover 15 % or more,"
                                + " most first, parted by commas)"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Value.Detections items = FrameMapping.map(arguments.detections("items"), image.frame());
        List<Region> named = new ArrayList<>();
        for (Region region : items.regions()) {
            if (context.cancellation().isRequested()) {
                return cancelled();
            }
            ColourCensus census = new ColourCensus(image.raster());
            census.add(region);
            named.add(
                    census.isEmpty()
                            ? region
                            : region.with(region.detection()
                                    .withAttribute(
                                            "colour", census.result(1).get(0).label())
                                    .withAttribute("colours", colours(census))));
        }
        return ToolResult.of(items.with(named));
    }

    private static String colours(ColourCensus census) {
        List<Value.Classification.Entry> all = census.result(14);
        return all.stream()
                .filter(entry -> entry.score() >= MAIN || entry.equals(all.get(0)))
                .map(Value.Classification.Entry::label)
                .collect(Collectors.joining(", "));
    }
}
