package org.eyes4j.tools.basic;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
 * the one item with the smallest gap to an anchor (of several that touch it, the one whose centre is nearest), or as many
 * as {@code limit} says; {@code between} those that stand {@link Between} an anchor and an {@code other}, or any two
 * anchors where no others are given; {@code in_front_of} and {@code behind} go by a depth map ({@link DepthOrder}). An anchor
 * is never related to itself.
 */
final class RelateTool extends BasicTool {
    private static final String NEAREST = "nearest";
    private static final String BETWEEN = "between";
    private static final String IN_FRONT_OF = "in_front_of";
    private static final String BEHIND = "behind";

    RelateTool() {
        super(ToolSpecification.named("relate")
                .describedAs(
                        "Picks the regions that are left of, right of, above, below, inside, near, between, in front of or"
                                + " behind other regions")
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
                                        NEAREST,
                                        BETWEEN,
                                        IN_FRONT_OF,
                                        BEHIND),
                        Port.optional(
                                        "tolerance",
                                        Kind.NUMBER,
                                        "how clearly apart (0 is barely), or how far out an inside item may reach")
                                .or(0.25)
                                .between(0, 1),
                        Port.optional(
                                "other",
                                Kind.DETECTIONS,
                                "for between: the regions on the other side; without them, any two of the anchors"),
                        Port.optional(
                                "depth",
                                Kind.DEPTH_MAP,
                                "for in_front_of and behind: how far things are, as estimate_depth gives it"),
                        Port.optional("limit", Kind.NUMBER, "at most so many items; nearest gives one without it")
                                .between(1, 10_000))
                .alsoKnownAs(
                        "to the left of",
                        "to the right of",
                        "next to",
                        "closest",
                        "in between",
                        "左边",
                        "右边",
                        "上面",
                        "下面",
                        "之间",
                        "之間",
                        "in front of",
                        "nearer to the camera",
                        "前面",
                        "后面",
                        "後面")
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
        if (arguments.has("other") && !name.equals(BETWEEN)) {
            return badInput(
                    "The relation '" + name + "' has one side, and 'other' was given.",
                    "Leave 'other' out, or ask for the relation 'between'.");
        }
        boolean byDepth = name.equals(IN_FRONT_OF) || name.equals(BEHIND);
        if (byDepth != arguments.has("depth")) {
            return byDepth
                    ? badInput(
                            "The relation '" + name + "' needs 'depth', and none was given.",
                            "`estimate_depth` makes one of the picture.")
                    : badInput(
                            "The relation '" + name + "' lies in the picture's plane, and 'depth' was given.",
                            "Leave 'depth' out, or ask for '" + IN_FRONT_OF + "' or '" + BEHIND + "'.");
        }
        Comparator<Region> nearestFirst = Comparator.<Region>comparingDouble(r -> nearest(r, anchors, true))
                .thenComparingDouble(r -> nearest(r, anchors, false));
        List<Region> others = arguments.has("other")
                ? FrameMapping.map(arguments.detections("other"), frame).regions()
                : anchors;
        if (others.isEmpty()) {
            return badInput(
                    Items.none("relate to", arguments.detections("other")) + " (argument 'other').",
                    "Check first that it was found.");
        }
        Stream<Region> related = items.regions().stream()
                .filter(r -> Stream.concat(anchors.stream(), others.stream()).noneMatch(a -> Items.same(r, a)))
                .sorted(nearestFirst);
        if (name.equals(BETWEEN)) {
            related = related.filter(r -> between(r, anchors, others, tolerance));
        } else if (byDepth) {
            DepthOrder order = new DepthOrder((Value.DepthMap) arguments.value("depth"), frame);
            related = related.filter(r -> anchors.stream()
                    .anyMatch(a ->
                            name.equals(BEHIND) ? order.isInFront(a, r, tolerance) : order.isInFront(r, a, tolerance)));
        } else if (!name.equals(NEAREST)) {
            Relation relation = Relation.valueOf(name.toUpperCase(Locale.ROOT));
            related = related.filter(r -> anchors.stream().anyMatch(a -> relation.holds(r, a, frame, tolerance)));
        }
        boolean all = !arguments.has("limit") && !name.equals(NEAREST);
        int most = all ? Integer.MAX_VALUE : arguments.has("limit") ? arguments.integer("limit") : 1;
        return ToolResult.of(items.with(related.limit(most).toList()));
    }

    private static boolean between(Region item, List<Region> anchors, List<Region> others, double tolerance) {
        return anchors.stream()
                .anyMatch(a -> others.stream()
                        .anyMatch(b -> !Items.same(a, b) && Between.holds(item.box(), a.box(), b.box(), tolerance)));
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
