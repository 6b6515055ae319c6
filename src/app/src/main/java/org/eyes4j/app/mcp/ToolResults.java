package org.eyes4j.app.mcp;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import org.eyes4j.app.service.Problem;

/** Results of calls in the protocol's form. */
final class ToolResults {
    private ToolResults() {}

    /** @param structured an object, as the tool's output schema says */
    static CallToolResult done(List<Content> content, Map<String, Object> structured) {
        return new CallToolResult(content, false, structured, null);
    }

    /** A failure, for the language model to read and to do better. */
    static CallToolResult failed(Problem problem) {
        String where = problem.field().isEmpty() ? "" : " (at " + problem.field() + ")";
        return new CallToolResult(
                List.of(TextContent.builder(problem.detail() + where).build()),
                true,
                null,
                Map.of("org.eyes4j/problem", problem.type().slug()));
    }
}
