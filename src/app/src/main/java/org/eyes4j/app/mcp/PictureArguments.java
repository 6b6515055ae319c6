package org.eyes4j.app.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eyes4j.app.service.Artifacts;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.WireValues;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/**
 * How clients name pictures: {@code {artifact}}, {@code {data}}, {@code {uri}} of one of our resources and, where files may be
 * read, {@code {path}}. All become artifacts of the caller. Thread-safe.
 */
final class PictureArguments {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Artifacts artifacts;
    private final WireValues values;
    private final PictureFolders folders;

    PictureArguments(Artifacts artifacts, WireValues values, PictureFolders folders) {
        this.artifacts = artifacts;
        this.values = values;
        this.folders = folders;
    }

    /** The schema of a picture in an argument. */
    ObjectNode schema() {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        if (!folders.isEmpty()) {
            property(properties, "path", "a picture's file, in one of: " + folders);
        }
        property(properties, "artifact", "id of a picture that was given or made before");
        property(properties, "uri", "a resource of this server: " + EyesResources.ARTIFACTS + "ID");
        property(properties, "data", "the picture itself: a data URL with base64, or base64 alone");
        return schema.put("additionalProperties", false).put("minProperties", 1).put("maxProperties", 1);
    }

    private static void property(ObjectNode properties, String name, String description) {
        properties.putObject(name).put("type", "string").put("description", description);
    }

    /** Puts what pictures look like here into a tool's schema. */
    ObjectNode described(ToolSpecification tool, ObjectNode schema) {
        for (Port port : tool.inputs()) {
            ObjectNode property = (ObjectNode) schema.path("properties").path(port.name());
            if (port.kind().equals(Kind.IMAGE)) {
                property.setAll(schema());
            } else if (port.kind().equals(Kind.listOf(Kind.IMAGE))) {
                property.set("items", schema());
            } else if (port.kind().equals(Kind.AUDIO)) {
                property(
                        (ObjectNode) property.get("properties"),
                        "data",
                        "the sound itself: data:audio/wav;base64,… of 16-bit PCM");
            } else if (port.kind().equals(Kind.DEPTH_MAP)) {
                property.put("description", port.description() + "; the whole value as the tool gave it");
            }
        }
        return schema;
    }

    /**
     * A tool's arguments with every picture an artifact.
     *
     * @throws Problem if one cannot be had
     */
    ObjectNode resolve(ToolSpecification tool, ObjectNode arguments, Caller caller) {
        ObjectNode resolved = arguments.deepCopy();
        for (Port port : tool.inputs()) {
            JsonNode given = arguments.path(port.name());
            String field = "/arguments/" + port.name();
            if (port.kind().equals(Kind.IMAGE) && !given.isMissingNode() && !given.isNull()) {
                resolved.set(port.name(), handle(given, field, caller));
            } else if (port.kind().equals(Kind.listOf(Kind.IMAGE)) && given.isArray()) {
                ArrayNode list = resolved.putArray(port.name());
                given.forEach(one -> list.add(handle(one, field + "/" + list.size(), caller)));
            }
        }
        return resolved;
    }

    private ObjectNode handle(JsonNode given, String field, Caller caller) {
        return JSON.objectNode().put("artifact", id(given, field, caller));
    }

    /**
     * The artifact that a picture is, made where it must be.
     *
     * @param field where it stands, for messages
     */
    String id(JsonNode given, String field, Caller caller) {
        if (given.isTextual()) {
            return named(given.textValue(), field, caller);
        } else if (given.path("artifact").isTextual()) {
            return artifacts.find(given.get("artifact").textValue(), caller).id();
        } else if (given.path("uri").isTextual()) {
            return named(given.get("uri").textValue(), field, caller);
        } else if (given.path("path").isTextual()) {
            return file(given.get("path").textValue(), field, caller);
        } else if (given.path("data").isTextual() || given.path("url").isTextual()) {
            return values.uploaded(given, field, caller).id();
        }
        throw Problem.at(field, "Expected a picture: " + forms());
    }

    private String forms() {
        return (folders.isEmpty() ? "" : "{\"path\": FILE}, ") + "{\"artifact\": ID}, {\"uri\": \""
                + EyesResources.ARTIFACTS + "ID\"} or {\"data\": \"data:…\"}";
    }

    private String named(String text, String field, Caller caller) {
        if (text.startsWith(EyesResources.ARTIFACTS)) {
            return artifacts
                    .find(text.substring(EyesResources.ARTIFACTS.length()), caller)
                    .id();
        } else if (text.startsWith("data:")) {
            return values.uploaded(JSON.objectNode().put("data", text), field, caller)
                    .id();
        } else if (text.startsWith("file:") || text.startsWith("/")) {
            return file(text, field, caller);
        } else if (text.contains(":")) {
            throw Problem.at(field, "Pictures of '" + McpFault.shortened(text) + "' are not fetched; give " + forms());
        }
        return artifacts.find(text, caller).id();
    }

    private String file(String name, String field, Caller caller) {
        PictureFolders.Found found = folders.read(name, field);
        return artifacts.putPicture(found.bytes(), found.name(), caller).id();
    }
}
