package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.CelValues;
import org.eyes4j.tools.expression.ExpressionException;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * {@code select}: the regions for which a condition holds, in an order, at an index. In its expressions {@code item} is
 * the region, {@code index} its place and {@code items} all of them.
 */
public final class SelectTool extends BasicTool {
    /** What the expressions of {@code select} may name. */
    public static final Set<String> VARIABLES = Port.EXPRESSION_VARIABLES;

    private final Expressions expressions;

    public SelectTool(Expressions expressions) {
        super(ToolSpecification.named("select")
                .describedAs("Picks regions by label, by a condition, by order and by place in that order")
                .takes(
                        Port.required("items", Kind.DETECTIONS, "the regions to pick from"),
                        Port.optional("label", Kind.TEXT, "only regions of this label"),
                        Port.expression("where", "condition for each region, such as item.score > 0.5"),
                        Port.expression("order_by", "what to sort by, such as item.box.x1 or item.area"),
                        Port.optional("descending", Kind.FLAG, "largest first").or(false),
                        Port.optional("index", Kind.NUMBER, "only the region at this place; -1 is the last")
                                .between(-10_000, 10_000),
                        Port.optional("limit", Kind.NUMBER, "at most so many regions")
                                .between(0, 10_000))
                .alsoKnownAs("filter", "leftmost", "rightmost", "largest", "smallest", "the second", "最左", "最大")
                .gives(Kind.DETECTIONS, "the regions that were picked, in order; may be empty"));
        this.expressions = expressions;
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        List<Region> picked = rows(items, arguments).stream().map(Row::region).toList();
        if (arguments.has("index")) {
            int index = arguments.integer("index");
            List<Region> one = Items.at(items.with(picked), index).map(List::of).orElse(List.of());
            if (one.isEmpty() && !picked.isEmpty()) {
                context.warn("There is no region at index " + index + " of " + picked.size());
            }
            picked = one;
        }
        if (arguments.has("limit")) {
            picked = picked.stream().limit(arguments.integer("limit")).toList();
        }
        return ToolResult.of(items.with(picked));
    }

    private List<Row> rows(Value.Detections items, Arguments arguments) {
        Object all = CelValues.of(items);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < items.regions().size(); i++) {
            Region region = items.regions().get(i);
            if (arguments.has("label")
                    && !region.label().equalsIgnoreCase(arguments.text("label").strip())) {
                continue;
            }
            Map<String, Object> variables =
                    Map.of("item", CelValues.of(items, region), "index", (long) i, "items", all);
            if (arguments.has("where") && !expressions.holds(arguments.text("where"), variables)) {
                continue;
            }
            Object key = arguments.has("order_by") ? expressions.evaluate(arguments.text("order_by"), variables) : 0L;
            rows.add(new Row(region, key));
        }
        if (arguments.has("order_by")) {
            Comparator<Row> order = Comparator.comparing(Row::key, SelectTool::compare);
            rows.sort(arguments.flag("descending") ? order.reversed() : order);
        }
        return rows;
    }

    private static int compare(Object a, Object b) {
        if (a instanceof Number m && b instanceof Number n) {
            return Double.compare(m.doubleValue(), n.doubleValue());
        } else if (a instanceof String s && b instanceof String t) {
            return s.compareTo(t);
        } else if (a instanceof Boolean s && b instanceof Boolean t) {
            return Boolean.compare(s, t);
        }
        throw new ExpressionException(
                "'order_by' must give a number or a text for every region," + " such as item.box.x1 or item.label");
    }

    private record Row(Region region, Object key) {}
}
