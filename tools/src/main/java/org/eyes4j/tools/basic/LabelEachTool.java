package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** {@code label_each}: other labels for regions, as another expert told them. */
final class LabelEachTool extends BasicTool {
    LabelEachTool() {
        super(ToolSpecification.named("label_each")
                .describedAs("Gives regions the labels that were found out for them")
                .takes(
                        Port.required("items", Kind.DETECTIONS, "the regions"),
                        Port.required("labels", Kind.listOf(Kind.TEXT), "a label a region, in their order"))
                .alsoKnownAs("tag", "name each", "rename the boxes")
                .gives(Kind.DETECTIONS, "the regions with those labels"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Detections items = arguments.detections("items");
        List<String> labels = arguments.texts("labels");
        if (labels.size() != items.regions().size()) {
            return badInput(
                    "There are " + items.regions().size() + " regions and " + labels.size() + " labels.",
                    "Give one label a region, in their order.");
        }
        List<Region> named = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            Region region = items.regions().get(i);
            Detection d = region.detection();
            if (labels.get(i).isBlank()) {
                return badInput("Label " + i + " is empty.", "Give one label a region, in their order.");
            }
            named.add(region.with(d.withLabel(labels.get(i))));
        }
        return ToolResult.of(items.with(named));
    }
}
