package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * {@code text_of}: what is written in regions, as one text. Regions that share a row (their heights overlap by half of the
 * smaller) are joined by a space, others by a line break.
 */
final class TextOfTool extends BasicTool {
    TextOfTool() {
        super(ToolSpecification.named("text_of")
                .describedAs("Joins what was read in regions into one text")
                .takes(
                        Port.required("items", Kind.DETECTIONS, "regions with text"),
                        Port.optional(
                                        "order",
                                        Kind.TEXT,
                                        "given: as the reading tool ordered them; rows: from top to bottom, each row"
                                                + " from left to right")
                                .or("given")
                                .oneOf("given", "rows"))
                .gives(Kind.TEXT, "the text, row by row; empty when nothing was read"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        List<Region> written = arguments.detections("items").regions().stream()
                .filter(r -> r.text() != null && !r.text().isBlank())
                .toList();
        List<List<Region>> rows = arguments.text("order").equals("rows")
                ? rows(written.stream()
                        .sorted(Comparator.comparingDouble(r -> r.box().y1()))
                        .toList())
                : neighbours(written);
        StringBuilder text = new StringBuilder();
        for (List<Region> row : rows) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(String.join(
                            " ", row.stream().map(r -> String.valueOf(r.text())).toList()));
        }
        return ToolResult.of(new Value.Text(text.toString()));
    }

    /** Runs of following regions, each to the right of the one before and in its row. */
    private static List<List<Region>> neighbours(List<Region> regions) {
        List<List<Region>> rows = new ArrayList<>();
        Region before = null;
        for (Region region : regions) {
            if (before == null
                    || !inRow(before.box(), region.box())
                    || region.box().x1() < before.box().x1()) {
                rows.add(new ArrayList<>());
            }
            rows.get(rows.size() - 1).add(region);
            before = region;
        }
        return rows;
    }

    /** Rows from top to bottom, each from left to right. */
    static List<List<Region>> rows(List<Region> fromTheTop) {
        List<List<Region>> rows = new ArrayList<>();
        for (Region region : fromTheTop) {
            rows.stream()
                    .filter(row -> inRow(row.get(0).box(), region.box()))
                    .findFirst()
                    .ifPresentOrElse(row -> row.add(region), () -> rows.add(new ArrayList<>(List.of(region))));
        }
        rows.forEach(row -> row.sort(Comparator.comparingDouble(r -> r.box().x1())));
        return rows;
    }

    private static boolean inRow(BoundingBox a, BoundingBox b) {
        double common = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
        return common > 0.5 * Math.min(a.height(), b.height());
    }
}
