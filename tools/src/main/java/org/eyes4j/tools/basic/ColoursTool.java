package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code colours}: what colours a picture or its regions have, most of it first; the ground of lettering before the letters. */
final class ColoursTool extends BasicTool {
    ColoursTool() {
        super(ToolSpecification.named("colours")
                .describedAs("Names the main colours of a picture or of regions in it")
                .takes(
                        Port.required("image", Kind.IMAGE, "the picture"),
                        Port.optional(
                                "items",
                                Kind.DETECTIONS,
                                "regions to look at (inside their masks where they have one); the whole picture when"
                                        + " left out"),
                        Port.optional("limit", Kind.NUMBER, "at most so many colours")
                                .or(3)
                                .between(1, 14))
                .alsoKnownAs("what colour", "what color", "which colour is it", "颜色", "顏色")
                .gives(
                        Kind.CLASSIFICATION,
                        "colour names with their share of the pixels, most first; of regions with text the ground"
                                + " first"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        ColourCensus census = new ColourCensus(image.raster());
        if (arguments.has("items")) {
            Value.Detections items = FrameMapping.map(arguments.detections("items"), image.frame());
            if (items.regions().isEmpty()) {
                return badInput(
                        Items.none("name the colours of", items) + ".", "Check first that something was found.");
            }
            items.regions().forEach(census::add);
            if (census.isEmpty()) {
                return badInput(
                        "The regions lie outside the picture.", "Give regions that were found in this picture.");
            }
        } else {
            census.addAll();
        }
        List<Value.Classification.Entry> entries = census.result(arguments.integer("limit"));
        return ToolResult.of(new Value.Classification(entries));
    }
}
