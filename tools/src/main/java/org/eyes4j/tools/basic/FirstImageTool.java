package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code first_image}: one picture of a list. */
final class FirstImageTool extends BasicTool {
    FirstImageTool() {
        super(ToolSpecification.named("first_image")
                .describedAs("Takes one picture out of a list of pictures")
                .takes(
                        Port.required("items", Kind.listOf(Kind.IMAGE), "the pictures"),
                        Port.optional("index", Kind.NUMBER, "which; 0 is the first, -1 the last")
                                .or(0)
                                .between(-10_000, 10_000))
                .gives(Kind.IMAGE, "the picture"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        List<Value> items = arguments.items("items");
        int index = arguments.integer("index");
        int i = index < 0 ? items.size() + index : index;
        if (i < 0 || i >= items.size()) {
            return badInput(
                    "There is no picture at index " + index + ": the list has " + items.size() + ".",
                    "Indexes start at 0; -1 is the last.");
        }
        return ToolResult.of(items.get(i));
    }
}
