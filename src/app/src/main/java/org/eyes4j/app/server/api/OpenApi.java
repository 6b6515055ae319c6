package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSchemas;
import org.eyes4j.tools.ToolSpecification;

/**
 * The OpenAPI document of the REST API: what {@code openapi.yml} says, the answer that every operation may give instead, and a
 * path for each tool with the schemas of what it takes and gives. Made anew each time, since tools may come and go.
 */
final class OpenApi {
    static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private static final String RESOURCE = "/org/eyes4j/app/server/api/openapi.yml";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private OpenApi() {}

    static ObjectNode of(ToolRegistry tools, String version) {
        ObjectNode root = read();
        ((ObjectNode) root.get("info")).put("version", version);
        ObjectNode paths = (ObjectNode) root.get("paths");
        JsonNode call = root.at("/paths/~1api~1v1~1tools~1{name}/post");
        for (ToolSpecification tool : tools.specifications()) {
            paths.set("/api/v1/tools/" + tool.name(), path(tool, call));
        }
        for (JsonNode path : paths) {
            for (Map.Entry<String, JsonNode> operation : path.properties()) {
                if (METHODS.contains(operation.getKey())) {
                    ((ObjectNode) operation.getValue().get("responses"))
                            .putObject("default")
                            .put("$ref", "#/components/responses/Problem");
                }
            }
        }
        return root;
    }

    private static ObjectNode read() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + RESOURCE);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return YamlDocument.parse(text, "openapi.yml").root().deepCopy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As any tool is called, with the schemas of this one. */
    private static ObjectNode path(ToolSpecification tool, JsonNode call) {
        ObjectNode path = JSON.objectNode();
        ObjectNode post =
                path.putObject("post").put("operationId", "call_" + tool.name()).put("summary", tool.description());
        post.set("tags", call.get("tags"));
        post.set("parameters", call.get("parameters"));
        ObjectNode body = post.putObject("requestBody").put("required", true);
        ObjectNode request = object(body.putObject("content").putObject("application/json"));
        ObjectNode arguments = ToolSchemas.input(tool);
        // Outside of plans a picture may also come as it is.
        arguments.get("properties").forEach(OpenApi::allowData);
        ((ObjectNode) request.get("properties")).set("arguments", arguments);
        ((ObjectNode) request.get("properties")).putObject("model").put("type", "string");
        if (arguments.has("required")) {
            request.putArray("required").add("arguments");
        }
        request.put("additionalProperties", false);
        ObjectNode responses = post.putObject("responses");
        ObjectNode ok = responses.putObject("200").put("description", tool.outputDescription());
        ObjectNode answer = object(ok.putObject("content").putObject("application/json"));
        ObjectNode members = (ObjectNode) answer.get("properties");
        members.putObject("tool").put("const", tool.name());
        members.putObject("model").put("type", "string");
        members.putObject("kind").put("type", "string");
        members.set("value", ToolSchemas.output(tool));
        members.putObject("warnings").put("type", "array").putObject("items").put("type", "string");
        answer.putArray("required").add("tool").add("kind").add("value").add("warnings");
        responses.putObject("202").put("$ref", "#/components/responses/Accepted");
        return path;
    }

    private static ObjectNode object(ObjectNode mediaType) {
        ObjectNode schema = mediaType.putObject("schema").put("type", "object");
        schema.putObject("properties");
        return schema;
    }

    private static void allowData(JsonNode schema) {
        JsonNode one = schema.path("type").asText().equals("array") ? schema.path("items") : schema;
        if (one.path("properties").has("artifact")) {
            ((ObjectNode) one.get("properties"))
                    .putObject("data")
                    .put("type", "string")
                    .put("description", "in its place: a data URL with base64");
        }
    }
}
