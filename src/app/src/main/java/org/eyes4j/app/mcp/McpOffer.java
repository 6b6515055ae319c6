package org.eyes4j.app.mcp;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import org.eyes4j.app.service.Caller;
import org.eyes4j.tools.Cancellation.Registration;

/**
 * What a server has for its clients. Lists are in a stable order. What cannot be done is thrown: as a {@link
 * org.eyes4j.app.service.Problem}, or as the SDK's {@code McpError} where the protocol has a code for it. Thread-safe.
 */
public interface McpOffer {

    /** What a language model should know of this server before it uses it. */
    String instructions();

    List<Tool> tools(Caller caller);

    /**
     * Calls a tool. A failure of the tool is a result.
     *
     * @param arguments as the client wrote them
     */
    CallToolResult call(String tool, Map<String, Object> arguments, McpCall call);

    List<Resource> resources(Caller caller);

    List<ResourceTemplate> templates();

    List<ResourceContents> read(String uri, Caller caller);

    List<Prompt> prompts();

    GetPromptResult prompt(String name, Map<String, String> arguments, Caller caller);

    /** What an argument may go on as, the likeliest first; empty where that is not known. */
    List<String> complete(Completion asked, Caller caller);

    /** Tells when the list of tools is another. */
    Registration onToolsChanged(Runnable listener);

    /** Tells when a resource is another. */
    Registration onResourceChanged(String uri, Caller caller, Runnable listener);

    /**
     * An argument that is half written.
     *
     * @param prompt whether it is a prompt's; else a resource template's
     * @param name of the prompt, or the template
     * @param argument its name
     * @param begun what is there of it
     */
    record Completion(boolean prompt, String name, String argument, String begun) {}
}
