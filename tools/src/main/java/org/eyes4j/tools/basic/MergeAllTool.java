package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code merge_all}: a list of regions, as a step over a list gives it, as one set. */
final class MergeAllTool extends BasicTool {
    MergeAllTool() {
        super(ToolSpecification.named("merge_all")
                .describedAs("Puts the regions of several results for one picture together, doubles once")
                .takes(
                        Port.required(
                                        "items",
                                        Kind.listOf(Kind.DETECTIONS),
                                        "the results; the first one's frame is kept")
                                .atMost(1_000),
                        Merging.overlap())
                .gives(Kind.DETECTIONS, "all regions, in the order of the results"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        List<Value.Detections> all = arguments.items("items").stream()
                .map(Value.Detections.class::cast)
                .toList();
        return all.isEmpty()
                ? badInput("There is nothing to merge: 'items' is an empty list.", "Give at least one result.")
                : ToolResult.of(Merging.merge(all, arguments.number("overlap")));
    }
}
