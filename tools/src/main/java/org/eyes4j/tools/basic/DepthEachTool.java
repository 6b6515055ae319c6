package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code depth_each}: how near each region is, as attributes that orders and conditions can speak of. */
final class DepthEachTool extends BasicTool {
    DepthEachTool() {
        super(ToolSpecification.named("depth_each")
                .describedAs("Notes how near each region is to the camera, as its attributes")
                .takes(
                        Port.required("items", Kind.DETECTIONS, "the regions, looked at inside their masks if any"),
                        Port.required("depth", Kind.DEPTH_MAP, "how far things are, as estimate_depth gives it"))
                .alsoKnownAs("the nearest to the camera", "the one in front", "closest", "farthest away")
                .gives(
                        Kind.DETECTIONS,
                        "the regions with attributes depth (the map's median over each) and nearness (larger is nearer);"
                                + " sort by double(item.attributes.nearness)"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        Value.DepthMap map = (Value.DepthMap) arguments.value("depth");
        DepthOrder order = new DepthOrder(map, items.frame());
        List<Region> noted = new ArrayList<>();
        int outside = 0;
        for (Region region : items.regions()) {
            double depth = order.median(region);
            if (Double.isNaN(depth)) {
                outside++;
                noted.add(region);
            } else {
                noted.add(region.with(region.detection()
                        .withAttribute("depth", plain(depth))
                        .withAttribute("nearness", plain(map.metric() ? -depth : depth))));
            }
        }
        ToolResult result = ToolResult.of(items.with(noted));
        if (outside > 0) {
            context.warn(outside + " of " + items.regions().size() + " regions lie outside the depth map");
        }
        return result;
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }
}
