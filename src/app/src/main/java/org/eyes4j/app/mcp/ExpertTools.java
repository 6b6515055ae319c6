package org.eyes4j.app.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.prompt.ValueText;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Services;
import org.eyes4j.app.service.ToolCalls;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSchemas;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Value;

/** Every registered tool as the protocol has tools. Thread-safe. */
final class ExpertTools {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Of a value told in words. */
    private static final int MOST_TOKENS = 2_000;

    private static final String MODEL = "model";

    private final Services services;
    private final PictureArguments pictures;
    private final Overlays overlays;

    ExpertTools(Services services, PictureArguments pictures, Overlays overlays) {
        this.services = services;
        this.pictures = pictures;
        this.overlays = overlays;
    }

    private ToolRegistry registry() {
        return services.eyes4j().tools();
    }

    /** By name. */
    List<Tool> list() {
        return registry().specifications().stream().map(this::tool).toList();
    }

    private Tool tool(ToolSpecification tool) {
        boolean effect = tool.is(Trait.EFFECT);
        return Tool.builder(tool.name(), JsonMaps.map(input(tool)))
                .description(tool.description())
                .outputSchema(JsonMaps.map(output(tool)))
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(!effect)
                        .destructiveHint(effect)
                        .idempotentHint(!effect && !tool.is(Trait.RANDOM))
                        .openWorldHint(effect)
                        .build())
                .build();
    }

    private ObjectNode input(ToolSpecification tool) {
        ObjectNode schema = pictures.described(tool, ToolSchemas.input(tool));
        // The tool says both itself.
        schema.remove(List.of("title", "description"));
        List<ModelManifest> models = takesModel(tool) ? services.eyes4j().models(tool) : List.of();
        if (!models.isEmpty()) {
            ObjectNode property = ((ObjectNode) schema.get("properties"))
                    .putObject(MODEL)
                    .put("type", "string")
                    .put("description", "which model does it; usually left out");
            ArrayNode names = property.putArray("enum");
            models.forEach(model -> names.add(model.name()));
        }
        return schema;
    }

    private static boolean takesModel(ToolSpecification tool) {
        return tool.is(Trait.MODEL) && tool.input(MODEL).isEmpty();
    }

    private static ObjectNode output(ToolSpecification tool) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("tool").put("type", "string");
        properties.putObject(MODEL).put("type", "string").put("description", "the model that did it");
        properties.putObject("kind").put("type", "string").put("description", "kind of the value");
        properties.set("value", ToolSchemas.output(tool));
        properties
                .putObject("warnings")
                .put("type", "array")
                .put("description", "what one should know")
                .putObject("items")
                .put("type", "string");
        schema.putArray("required").add("tool").add("kind").add("value").add("warnings");
        return schema;
    }

    /** @throws Problem if it fails, or cannot be called so */
    CallToolResult call(String name, Map<String, Object> given, McpCall call) {
        ToolSpecification tool = registry()
                .specification(name)
                .orElseThrow(() -> McpFault.params(registry().unknown(McpFault.shortened(name))));
        // Before its pictures are taken in.
        call.caller().demand(Caller.Scope.CALL);
        ObjectNode arguments = (ObjectNode) JsonMaps.tree(given);
        Optional<String> model = Optional.empty();
        if (takesModel(tool) && arguments.has(MODEL)) {
            if (!arguments.get(MODEL).isTextual()) {
                throw Problem.at("/arguments/model", "Expected the name of a model");
            }
            model = Optional.of(arguments.remove(MODEL).textValue());
        }
        ObjectNode resolved = pictures.resolve(tool, arguments, call.caller());
        ToolResult.Success success = services.calls()
                .call(name, resolved, call.caller(), new ToolCalls.Manner(model, call.cancellation(), call::progress));
        success.warnings().forEach(warning -> call.log(LoggingLevel.WARNING, name + ": " + warning));
        return done(name, tool, resolved, success, call);
    }

    private CallToolResult done(
            String name, ToolSpecification tool, ObjectNode resolved, ToolResult.Success success, McpCall call) {
        List<Content> content = new ArrayList<>();
        content.add(TextContent.builder(text(success)).build());
        Map<String, Value> inputs = services.values().arguments(tool, resolved, call.caller());
        content.addAll(overlays.of(success.value(), inputs.values()));
        return ToolResults.done(content, JsonMaps.map(services.calls().json(name, success, call.caller())));
    }

    /** What a language model reads that sees no structured content. */
    private static String text(ToolResult.Success success) {
        StringBuilder text = new StringBuilder(ValueText.of(success.value(), MOST_TOKENS));
        success.warnings().forEach(warning -> text.append("\nNote: ").append(warning));
        return text.toString();
    }
}
