package org.eyes4j.plugins.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;

/** An OpenAPI document (3.x) of a local file. References lead within it only; nothing is fetched. Immutable. */
final class OpenApiDocument {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head");
    private static final int MOST_REFERENCES = 16;

    /**
     * An operation of the document.
     *
     * @param method in capitals
     * @param path with parameters in braces
     * @param node the operation
     * @param parameters its own and its path's, resolved
     */
    record Found(String method, String path, JsonNode node, List<JsonNode> parameters) {
        Found {
            parameters = List.copyOf(parameters);
        }
    }

    private final YamlDocument document;
    private final Map<String, Found> operations = new LinkedHashMap<>();

    private OpenApiDocument(YamlDocument document) {
        this.document = document;
        JsonNode version = document.root().path("openapi");
        if (!version.asText().startsWith("3.")) {
            throw new FaultyDocumentException(
                    List.of(document.fault("/openapi", "OpenAPI of a version 3", "`" + version.asText() + "`")));
        }
        document.root().path("paths").fields().forEachRemaining(path -> {
            JsonNode item = resolve(path.getValue());
            item.fields().forEachRemaining(e -> {
                if (METHODS.contains(e.getKey()) && e.getValue().has("operationId")) {
                    operations.put(
                            e.getValue().path("operationId").asText(),
                            new Found(
                                    e.getKey().toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    e.getValue(),
                                    parameters(
                                            item.path("parameters"),
                                            e.getValue().path("parameters"))));
                }
            });
        });
    }

    /**
     * Reads a file, YAML or JSON.
     *
     * @throws FaultyDocumentException with the fault's place
     */
    static OpenApiDocument read(Path file) {
        try {
            return new OpenApiDocument(YamlDocument.read(file));
        } catch (IOException e) {
            throw new FaultyDocumentException(
                    List.of(new Fault(file.toString(), 1, 1, "", "an OpenAPI document", "no file that can be read")));
        }
    }

    Optional<Found> operation(String id) {
        return Optional.ofNullable(operations.get(id));
    }

    Set<String> ids() {
        return operations.keySet();
    }

    /** The first server's address, if it is one without variables. */
    Optional<String> server() {
        String url = document.root().path("servers").path(0).path("url").asText();
        return url.startsWith("http") && !url.contains("{") ? Optional.of(url) : Optional.empty();
    }

    /**
     * A node, or what it refers to.
     *
     * @throws FaultyDocumentException for a reference that leads out of the document, nowhere or in a circle
     */
    JsonNode resolve(JsonNode node) {
        JsonNode at = node;
        for (int i = 0; at.path("$ref").isTextual(); i++) {
            String reference = at.path("$ref").asText();
            JsonNode next = reference.startsWith("#/") ? document.root().at(pointer(reference)) : at.path("nowhere");
            if (next.isMissingNode() || i >= MOST_REFERENCES) {
                throw new FaultyDocumentException(List.of(document.fault(
                        "",
                        "references within the document, as #/components/schemas/NAME",
                        "`" + reference + "`" + (i >= MOST_REFERENCES ? ", in a circle" : ""))));
            }
            at = next;
        }
        return at;
    }

    private static String pointer(String reference) {
        return java.net.URLDecoder.decode(
                reference.substring(1).replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** An operation's own parameter stands in for its path's of the same name and place. */
    private List<JsonNode> parameters(JsonNode ofPath, JsonNode own) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        for (JsonNode list : List.of(ofPath, own)) {
            for (Iterator<JsonNode> each = list.elements(); each.hasNext(); ) {
                JsonNode parameter = resolve(each.next());
                byName.put(
                        parameter.path("in").asText() + " "
                                + parameter.path("name").asText(),
                        parameter);
            }
        }
        return new ArrayList<>(byName.values());
    }

    /** A fault of this document for a message of another. */
    String file() {
        return document.file();
    }
}
