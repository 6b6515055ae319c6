package org.eyes4j.tools.basic;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * {@code relate}: the items that stand in a {@link Relation} to at least one anchor, nearest first; {@code nearest} gives
 * the one item with the smallest gap to an anchor (of several that touch it, the one whose centre is nearest). An anchor
 * is never related to itself.
 */
final class RelateTool extends BasicTool {
    private static final String NEAREST = "nearest";

    RelateTool() {
        super(ToolSpecification.named("relate")
                .describedAs("Picks the regions that are left of, right of, above, below, inside or near other regions")
                .takes(
                        Port.required("items", Kind.DETECTIONS, "the regions to pick from"),
                        Port.required("anchor", Kind.DETECTIONS, "the regions they are related to"),
                        Port.required("relation", Kind.TEXT, "where the items must be, seen from the anchor")
                                .oneOf(
                                        "left_of",
                                        "right_of",
                                        "above",
                                        "below",
                                        "inside",
                                        "contains",
                                        "overlaps",
                                        "next_to",
                                        NEAREST),
                        Port.optional(
                                        "tolerance",
                                        Kind.NUMBER,
                                        "how clearly apart (0 is barely), or how far out an inside item may reach")
                                .or(0.25)
                                .between(0, 1))
                .alsoKnownAs("to the left of", "to the right of", "next to", "closest", "左边", "右边", "上面", "下面")
                .gives(Kind.DETECTIONS, "the items in that relation, nearest first; may be empty"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        Frame frame = items.frame();
        List<Region> anchors =
                FrameMapping.map(arguments.detections("anchor"), frame).regions();
        if (anchors.isEmpty()) {
            return badInput(
                    Items.none("relate to", arguments.detections("anchor")) + " (argument 'anchor').",
                    "Check first that it was found.");
        }
        String name = arguments.text("relation");
        double tolerance = arguments.number("tolerance");
        Comparator<Region> nearestFirst = Comparator.<Region>comparingDouble(r -> nearest(r, anchors, true))
                .thenComparingDouble(r -> nearest(r, anchors, false));
        List<Region> others = items.regions().stream()
                .filter(r -> anchors.stream().noneMatch(a -> Items.same(r, a)))
                .sorted(nearestFirst)
                .toList();
        if (name.equals(NEAREST)) {
            return ToolResult.of(items.with(others.stream().limit(1).toList()));
        }
        Relation relation = Relation.valueOf(name.toUpperCase(Locale.ROOT));
        return ToolResult.of(items.with(others.stream()
                .filter(r -> anchors.stream().anyMatch(a -> relation.holds(r, a, frame, tolerance)))
                .toList()));
    }

    private static double nearest(Region item, List<Region> anchors, boolean edges) {
        BoundingBox box = item.box();
        return anchors.stream()
                .map(Region::box)
                .mapToDouble(a -> edges ? Relation.gap(box, a) : box.centre().distanceTo(a.centre()))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
