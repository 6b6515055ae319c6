package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code measure_each}: the sizes and places of every region. */
final class MeasureEachTool extends BasicTool {
    MeasureEachTool() {
        super(ToolSpecification.named("measure_each")
                .describedAs("Measures every region: area, share of the picture, width, height and centre")
                .takes(Port.required("items", Kind.DETECTIONS, "the regions to measure"))
                .gives(
                        Kind.listOf(Kind.RECORD),
                        "a record a region: id, label, area (px), share (%), width, height, centre_x, centre_y (px),"
                                + " by (mask or box)"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        double all = items.frame().bounds().area();
        List<Value> records = new ArrayList<>();
        for (Region region : items.regions()) {
            BoundingBox box = region.box();
            double area = Items.pixels(region, items.frame()).area();
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("id", new Value.Text(region.id()));
            fields.put("label", new Value.Text(region.label()));
            fields.put("area", new Value.Number(area, "px"));
            fields.put("share", new Value.Number(100 * area / all, "%"));
            fields.put("width", new Value.Number(box.width(), "px"));
            fields.put("height", new Value.Number(box.height(), "px"));
            fields.put("centre_x", new Value.Number(box.centre().x(), "px"));
            fields.put("centre_y", new Value.Number(box.centre().y(), "px"));
            fields.put("by", new Value.Text(region.mask() == null ? "box" : "mask"));
            records.add(new Value.Record(fields));
        }
        return ToolResult.of(new Value.ListOf(Kind.RECORD, records));
    }
}
