package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eyes4j.app.service.PluginDesk;
import org.eyes4j.tools.ToolSchemas;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.wiring.Eyes4j;

/** The tools, with what they take and give. */
final class ToolListing implements Listing {
    @Override
    public String description() {
        return "Lists the tools, and for experts the models that can serve them.";
    }

    @Override
    public ObjectNode json(Eyes4j eyes4j) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode array = root.putArray("tools");
        eyes4j.tools().specifications().forEach(t -> array.add(toJson(t, eyes4j)));
        return root;
    }

    @Override
    public void print(Eyes4j eyes4j, PrintStream out) {
        for (ToolSpecification tool : eyes4j.tools().specifications()) {
            out.println(signature(tool));
            out.println("    " + tool.description());
            String models = ServingModels.of(tool, eyes4j).line();
            if (!models.isEmpty()) {
                out.println("    models: " + models);
            }
        }
    }

    static ObjectNode toJson(ToolSpecification tool, Eyes4j eyes4j) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", tool.name())
                .put("version", tool.version())
                .put("description", tool.description());
        node.set("input_schema", ToolSchemas.input(tool));
        node.set("output_schema", ToolSchemas.output(tool));
        node.put("output", tool.output().toString());
        ArrayNode traits = node.putArray("traits");
        tool.traits().stream()
                .map(t -> t.name().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(traits::add);
        node.set("models", ServingModels.of(tool, eyes4j).json());
        eyes4j.plugins().origin(tool.name()).ifPresent(o -> node.set("origin", PluginDesk.json(o)));
        return node;
    }

    /** {@code detect(image: image, labels?: list<text>) -> detections}. */
    static String signature(ToolSpecification tool) {
        return tool.name()
                + tool.inputs().stream()
                        .map(p -> p.name() + (p.required() ? "" : "?") + ": " + p.kind())
                        .collect(Collectors.joining(", ", "(", ")"))
                + " -> " + tool.output();
    }
}
