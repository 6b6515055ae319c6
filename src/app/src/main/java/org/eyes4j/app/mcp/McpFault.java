package org.eyes4j.app.mcp;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What makes a request fail as a whole, as JSON-RPC tells it. */
final class McpFault {
    static final int PARSE = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;
    static final int BUSY = -32000;
    static final int NO_RESOURCE = -32002;

    private McpFault() {}

    static McpError params(String message) {
        return of(INVALID_PARAMS, message, null);
    }

    static McpError noResource(String uri) {
        return of(NO_RESOURCE, "There is no resource of this URI", Map.of("uri", shortened(uri)));
    }

    static McpError of(int code, String message, @Nullable Object data) {
        return new McpError(new JSONRPCError(code, message, data));
    }

    static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
