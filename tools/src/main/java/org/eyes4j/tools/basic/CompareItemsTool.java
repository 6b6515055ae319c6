package org.eyes4j.tools.basic;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code compare_items}: which of two sets of regions has more of something; sizes are those of the largest region of each. */
final class CompareItemsTool extends BasicTool {
    CompareItemsTool() {
        super(ToolSpecification.named("compare_items")
                .describedAs("Says which of two things is larger, wider, taller or more numerous")
                .takes(
                        Port.required("items", Kind.DETECTIONS, "the first"),
                        Port.required("other", Kind.DETECTIONS, "the second"),
                        Port.optional("by", Kind.TEXT, "what to compare")
                                .or("area")
                                .oneOf("area", "share", "width", "height", "count", "score"))
                .alsoKnownAs("which is bigger", "which is smaller", "larger than", "哪个大", "哪個大")
                .gives(
                        Kind.RECORD,
                        "more (first, second or same), label (of the one with more), first, second (numbers), ratio"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        String by = arguments.text("by");
        Value.Detections items = arguments.detections("items");
        Value.Detections other = arguments.detections("other");
        if (!by.equals("count")) {
            for (Value.Detections side : java.util.List.of(items, other)) {
                if (side.regions().isEmpty()) {
                    return badInput(Items.none("compare", side) + ".", "Check first that both were found.");
                }
            }
            if (!items.frame().isRelatedTo(other.frame()) && !by.equals("share") && !by.equals("score")) {
                context.warn("The two are in different pictures; their pixels may not be of one scale");
            }
        }
        Value.Number first = number(by, items);
        Value.Number second = number(by, other);
        double a = first.value();
        double b = second.value();
        boolean same = Math.abs(a - b) <= 0.02 * Math.max(Math.abs(a), Math.abs(b));
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("more", new Value.Text(same ? "same" : a > b ? "first" : "second"));
        fields.put("label", new Value.Text(same ? "" : label(a > b ? items : other)));
        fields.put("first", first);
        fields.put("second", second);
        if (Math.min(a, b) > 0) {
            fields.put("ratio", new Value.Number(Math.max(a, b) / Math.min(a, b)));
        }
        return ToolResult.of(new Value.Record(fields));
    }

    private static Value.Number number(String by, Value.Detections items) {
        return switch (by) {
            case "count" -> new Value.Number(items.regions().size());
            case "score" ->
                new Value.Number(
                        most(items, Comparator.comparingDouble(Region::score)).score());
            case "width" ->
                new Value.Number(
                        most(items, Comparator.comparingDouble(r -> r.box().width()))
                                .box()
                                .width(),
                        "px");
            case "height" ->
                new Value.Number(
                        most(items, Comparator.comparingDouble(r -> r.box().height()))
                                .box()
                                .height(),
                        "px");
            default -> {
                double area =
                        most(items, Comparator.comparingDouble(Region::area)).area();
                yield by.equals("area")
                        ? new Value.Number(area, "px")
                        : new Value.Number(100 * area / items.frame().bounds().area(), "%");
            }
        };
    }

    private static Region most(Value.Detections items, Comparator<Region> order) {
        return items.regions().stream().max(order).orElseThrow();
    }

    private static String label(Value.Detections items) {
        return items.regions().isEmpty() ? "" : items.regions().get(0).label();
    }
}
