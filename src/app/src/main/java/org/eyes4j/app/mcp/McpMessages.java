package org.eyes4j.app.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what clients send, strictly and within limits: untrusted text becomes a message, or a fault to answer with. */
public final class McpMessages {
    private static final int LONGEST_ID = 1000;
    private static final int LONGEST_METHOD = 200;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(128 << 20)
                            .maxNumberLength(64)
                            .maxNameLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private McpMessages() {}

    /** A message that is none. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final int code;
        private final transient JsonNode id;

        Malformed(int code, String message, JsonNode id) {
            super(message, null, false, false);
            this.code = code;
            this.id = id;
        }

        /** The JSON-RPC answer that tells it. */
        public String answer() {
            return error(id, code, String.valueOf(getMessage()));
        }
    }

    /**
     * A message.
     *
     * @throws Malformed with the fault, as the sender should hear of it
     */
    public static JSONRPCMessage read(byte[] json) throws Malformed {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new Malformed(McpFault.PARSE, "This is not JSON: " + e.getOriginalMessage(), NullNode.instance);
        } catch (IOException e) {
            throw new Malformed(McpFault.PARSE, "This is not JSON in UTF-8", NullNode.instance);
        }
        if (tree.isArray()) {
            throw new Malformed(
                    McpFault.INVALID_REQUEST,
                    "Batches are not part of this version of the protocol; send one message at a time",
                    NullNode.instance);
        }
        if (!tree.isObject()) {
            throw new Malformed(McpFault.INVALID_REQUEST, "Expected a JSON-RPC object", NullNode.instance);
        }
        return message(tree);
    }

    private static JSONRPCMessage message(JsonNode tree) throws Malformed {
        JsonNode id = tree.path("id");
        JsonNode answerTo = isId(id) ? id : NullNode.instance;
        if (!"2.0".equals(tree.path("jsonrpc").textValue())) {
            throw new Malformed(McpFault.INVALID_REQUEST, "Expected the member jsonrpc to be \"2.0\"", answerTo);
        }
        if (tree.has("id") && !isId(id)) {
            throw new Malformed(
                    McpFault.INVALID_REQUEST,
                    "Expected the id to be a whole number of 64 bits or a text of at most " + LONGEST_ID
                            + " characters",
                    NullNode.instance);
        }
        if (tree.has("method")) {
            return call(tree, answerTo);
        }
        if (tree.has("id")
                && tree.path("result").isObject() != tree.path("error").isObject()) {
            return response(tree, plain(id));
        }
        throw new Malformed(McpFault.INVALID_REQUEST, "Expected a request, a notification or a response", answerTo);
    }

    private static JSONRPCMessage call(JsonNode tree, JsonNode answerTo) throws Malformed {
        String method = tree.path("method").textValue();
        if (method == null || method.isBlank() || method.length() > LONGEST_METHOD) {
            throw new Malformed(McpFault.INVALID_REQUEST, "Expected the method to be a short text", answerTo);
        }
        JsonNode params = tree.path("params");
        if (!params.isMissingNode() && !params.isNull() && !params.isObject()) {
            throw new Malformed(McpFault.INVALID_PARAMS, "Expected params to be an object", answerTo);
        }
        Object given = params.isObject() ? JsonMaps.map(params) : null;
        return tree.has("id")
                ? new JSONRPCRequest("2.0", method, plain(tree.get("id")), given)
                : new JSONRPCNotification("2.0", method, given);
    }

    private static JSONRPCMessage response(JsonNode tree, Object id) {
        JsonNode error = tree.path("error");
        return error.isObject()
                ? JSONRPCResponse.error(
                        id,
                        new JSONRPCResponse.JSONRPCError(
                                error.path("code").asInt(McpFault.INTERNAL),
                                error.path("message").asText("failed"),
                                null))
                : JSONRPCResponse.result(id, JsonMaps.map(tree.get("result")));
    }

    private static boolean isId(JsonNode id) {
        return id.isTextual() ? id.textValue().length() <= LONGEST_ID : id.isIntegralNumber() && id.canConvertToLong();
    }

    private static Object plain(JsonNode id) {
        if (id.isTextual()) {
            return id.textValue();
        }
        return id.canConvertToInt() ? (Object) id.intValue() : (Object) id.longValue();
    }

    /** An error of JSON-RPC; the id is null where the sender's could not be read. */
    public static String error(@Nullable JsonNode id, int code, String message) {
        ObjectNode node = MAPPER.createObjectNode().put("jsonrpc", "2.0");
        node.set("id", id == null ? NullNode.instance : id);
        node.putObject("error").put("code", code).put("message", message);
        return node.toString();
    }
}
