package org.eyes4j.app.mcp;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Services;
import org.eyes4j.tools.Cancellation.Registration;

/** What this program offers: every tool that is registered and {@code ask}; artifacts and runs; prompts. Thread-safe. */
public final class EyesOffer implements McpOffer {
    private static final String INSTRUCTIONS = """
            eyes4j sees pictures. 'ask' answers a question about pictures in plain words, in any language: it plans, calls the \
            right experts and answers with evidence (regions with boxes in pixels, texts, numbers). The other tools are the \
            experts and picture operations themselves, for when you plan yourself: 'detect' finds things, 'segment' outlines \
            them, 'read_text' reads, 'crop', 'count', 'relate' and so on. Give a picture as {"artifact": ID}, {"uri": \
            "eyes4j://artifacts/ID"}, {"data": "data:image/png;base64,…"} or, where the tool's schema has it, {"path": FILE}; \
            pictures that tools make come back as artifacts for the next call. Boxes are x1, y1, x2, y2 in pixels of the \
            picture, its top left corner at 0, 0.""";

    private final Services services;
    private final ExpertTools experts;
    private final AskTool ask;
    private final EyesResources resources;
    private final EyesPrompts prompts;

    /**
     * @param folders that pictures may be read from by path
     * @param overlaySide longest side of the pictures that come with an answer, in pixels; 0 for none
     */
    public EyesOffer(Services services, PictureFolders folders, int overlaySide) {
        this.services = services;
        PictureArguments pictures = new PictureArguments(services.artifacts(), services.values(), folders);
        Overlays overlays = new Overlays(services.eyes4j().tools(), overlaySide);
        this.experts = new ExpertTools(services, pictures, overlays);
        this.ask = new AskTool(services, pictures, overlays);
        this.resources = new EyesResources(services);
        this.prompts = new EyesPrompts();
    }

    @Override
    public String instructions() {
        return INSTRUCTIONS;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        caller.demand(Caller.Scope.READ);
        List<Tool> tools = new ArrayList<>(experts.list());
        tools.add(ask.tool());
        tools.sort(Comparator.comparing(Tool::name));
        return tools;
    }

    @Override
    public CallToolResult call(String tool, Map<String, Object> arguments, McpCall call) {
        return tool.equals(AskTool.NAME) ? ask.call(arguments, call) : experts.call(tool, arguments, call);
    }

    @Override
    public List<Resource> resources(Caller caller) {
        caller.demand(Caller.Scope.READ);
        return resources.list(caller);
    }

    @Override
    public List<ResourceTemplate> templates() {
        return resources.templates();
    }

    @Override
    public List<ResourceContents> read(String uri, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return resources.read(uri, caller);
    }

    @Override
    public List<Prompt> prompts() {
        return prompts.list();
    }

    @Override
    public GetPromptResult prompt(String name, Map<String, String> arguments, Caller caller) {
        return prompts.get(name, arguments);
    }

    @Override
    public List<String> complete(Completion asked, Caller caller) {
        caller.demand(Caller.Scope.READ);
        List<String> all = asked.prompt()
                ? prompts.values(asked.name(), asked.argument(), () -> resources.pictures(caller))
                : resources.values(asked.name(), asked.argument(), caller);
        return all.stream().filter(value -> value.startsWith(asked.begun())).toList();
    }

    @Override
    public Registration onToolsChanged(Runnable listener) {
        return services.eyes4j().tools().onChange(listener);
    }

    @Override
    public Registration onResourceChanged(String uri, Caller caller, Runnable listener) {
        caller.demand(Caller.Scope.READ);
        return resources.watch(uri, caller, listener);
    }
}
