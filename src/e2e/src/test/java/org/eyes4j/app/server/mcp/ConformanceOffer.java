package org.eyes4j.app.server.mcp;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eyes4j.app.mcp.McpCall;
import org.eyes4j.app.mcp.McpOffer;
import org.eyes4j.app.service.Caller;
import org.eyes4j.tools.Cancellation.Registration;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;

/** The tools, resources and prompts that the conformance suite's scenarios name. */
final class ConformanceOffer implements McpOffer {
    private static final String TEMPLATE = "test://template/{id}/data";

    private final Map<String, ConformanceTool> tools;

    /** @param interrupts breaks the connections of a session */
    ConformanceOffer(Consumer<String> interrupts) {
        this.tools = ConformanceTool.all(interrupts);
    }

    static String picture() {
        return Base64.getEncoder().encodeToString(Png.encode(new Raster(1, 1, 3, new byte[] {(byte) 255, 0, 0})));
    }

    @Override
    public String instructions() {
        return "For the conformance suite.";
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return tools.values().stream().map(ConformanceTool::tool).toList();
    }

    @Override
    public CallToolResult call(String tool, Map<String, Object> arguments, McpCall call) {
        ConformanceTool found = tools.get(tool);
        if (found == null) {
            throw McpError.builder(-32602).message("No tool " + tool).build();
        }
        return found.work().apply(arguments, call);
    }

    @Override
    public List<Resource> resources(Caller caller) {
        return Stream.of("test://static-text", "test://static-binary", "test://watched-resource")
                .map(uri -> Resource.builder(uri, uri).description("a resource").build())
                .toList();
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(ResourceTemplate.builder(TEMPLATE, "template")
                .description("a template")
                .mimeType("application/json")
                .build());
    }

    @Override
    public List<ResourceContents> read(String uri, Caller caller) {
        if (uri.equals("test://static-binary")) {
            return List.of(BlobResourceContents.builder(uri, picture())
                    .mimeType("image/png")
                    .build());
        }
        if (uri.startsWith("test://template/")) {
            String id = uri.split("/", -1)[3];
            return List.of(TextResourceContents.builder(
                            uri, "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}")
                    .mimeType("application/json")
                    .build());
        }
        return List.of(TextResourceContents.builder(uri, "This is the content of the static text resource.")
                .mimeType("text/plain")
                .build());
    }

    @Override
    public List<Prompt> prompts() {
        return List.of(
                prompt("test_simple_prompt"),
                prompt("test_prompt_with_arguments", "arg1", "arg2"),
                prompt("test_prompt_with_embedded_resource", "resourceUri"),
                prompt("test_prompt_with_image"));
    }

    private static Prompt prompt(String name, String... arguments) {
        return Prompt.builder(name)
                .description("a prompt")
                .arguments(Arrays.stream(arguments)
                        .map(a -> PromptArgument.builder(a)
                                .description("an argument")
                                .required(true)
                                .build())
                        .toList())
                .build();
    }

    @Override
    public GetPromptResult prompt(String name, Map<String, String> arguments, Caller caller) {
        List<PromptMessage> messages = switch (name) {
            case "test_simple_prompt" -> List.of(said("This is a simple prompt for testing."));
            case "test_prompt_with_arguments" ->
                List.of(said("Prompt with arguments: arg1='" + arguments.get("arg1") + "', arg2='"
                        + arguments.get("arg2") + "'"));
            case "test_prompt_with_embedded_resource" ->
                List.of(
                        new PromptMessage(
                                Role.USER,
                                EmbeddedResource.builder(TextResourceContents.builder(
                                                        arguments.getOrDefault("resourceUri", ""),
                                                        "Embedded resource content for testing.")
                                                .mimeType("text/plain")
                                                .build())
                                        .build()),
                        said("Please process the embedded resource above."));
            case "test_prompt_with_image" ->
                List.of(
                        new PromptMessage(
                                Role.USER,
                                ImageContent.builder(picture(), "image/png").build()),
                        said("Please analyze the image above."));
            default ->
                throw McpError.builder(-32602).message("No prompt " + name).build();
        };
        return GetPromptResult.builder(messages).build();
    }

    private static PromptMessage said(String text) {
        return new PromptMessage(Role.USER, TextContent.builder(text).build());
    }

    @Override
    public List<String> complete(Completion asked, Caller caller) {
        return List.of(asked.begun() + "1", asked.begun() + "2");
    }

    @Override
    public Registration onToolsChanged(Runnable listener) {
        return () -> {};
    }

    @Override
    public Registration onResourceChanged(String uri, Caller caller, Runnable listener) {
        return () -> {};
    }
}
