package org.eyes4j.config.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eyes4j.config.name.NearestName;

/**
 * A JSON Schema (draft 2020-12) that checks documents and tells every fault with its place, what was expected and what was
 * found. Thread-safe.
 */
public final class DocumentSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode tree;
    private final Schema schema;

    private DocumentSchema(String text) {
        try {
            this.tree = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A schema must be JSON: " + e.getOriginalMessage(), e);
        }
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    /**
     * A schema that is shipped as a resource.
     *
     * @param neighbour a class of the same module
     * @param resource absolute resource path
     */
    public static DocumentSchema ofResource(Class<?> neighbour, String resource) {
        try (InputStream in = neighbour.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("Expected a schema at the resource " + resource + ", found none");
            }
            return new DocumentSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every fault of a document, in the order of its lines; empty when it is right. */
    public List<Fault> check(YamlDocument document) {
        List<Fault> faults = new ArrayList<>();
        for (Error error : schema.validate(document.root().toString(), InputFormat.JSON)) {
            faults.add(fault(error, document));
        }
        faults.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
        return faults.stream().distinct().toList();
    }

    /**
     * Does nothing for a right document.
     *
     * @throws FaultyDocumentException with every fault of a wrong one
     */
    public void demand(YamlDocument document) {
        List<Fault> faults = check(document);
        if (!faults.isEmpty()) {
            throw new FaultyDocumentException(faults);
        }
    }

    private Fault fault(Error error, YamlDocument document) {
        String pointer = pointer(error.getInstanceLocation());
        JsonNode instance = document.root().at(pointer);
        String rule = pointer(error.getSchemaLocation().getFragment());
        JsonNode owner = tree.at(rule.substring(0, Math.max(0, rule.lastIndexOf('/'))));
        // What may be a secret in the wrong place is not repeated.
        String found = owner.path("writeOnly").asBoolean() ? "something else" : describe(instance);
        String keyword = String.valueOf(error.getKeyword());
        return switch (keyword) {
            case "required" ->
                document.fault(pointer, "the field `" + error.getProperty() + "`", "only " + names(instance));
            case "additionalProperties" -> {
                List<String> known = fields(owner.path("properties"));
                String name = String.valueOf(error.getProperty());
                yield document.fault(
                        pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                        "one of " + String.join(", ", known),
                        "`" + name + "`" + NearestName.hint(name, known));
            }
            case "type" -> document.fault(pointer, type(owner.path("type")), found);
            case "enum" -> {
                List<String> known = texts(owner.path("enum"));
                yield document.fault(
                        pointer,
                        "one of " + String.join(", ", known),
                        found + (instance.isTextual() ? NearestName.hint(instance.asText(), known) : ""));
            }
            default -> document.fault(pointer, expected(keyword, owner), found);
        };
    }

    private static String expected(String keyword, JsonNode owner) {
        if (owner.hasNonNull("description")) {
            return owner.path("description").asText();
        }
        String value = owner.path(keyword).asText();
        return switch (keyword) {
            case "pattern" -> "text like " + value;
            case "minimum" -> "a number of at least " + value;
            case "maximum" -> "a number of at most " + value;
            case "minLength" -> "text of at least " + value + " character(s)";
            case "maxLength" -> "text of at most " + value + " characters";
            case "minItems" -> "at least " + value + " item(s)";
            case "maxItems" -> "at most " + value + " items";
            case "minProperties" -> "at least " + value + " field(s)";
            default -> keyword + " " + owner.path(keyword);
        };
    }

    private static String type(JsonNode type) {
        return (type.isArray() ? texts(type) : List.of(type.asText()))
                .stream()
                        .map(t -> switch (t) {
                            case "object" -> "a map";
                            case "array" -> "a list";
                            case "integer" -> "a whole number";
                            case "number" -> "a number";
                            case "string" -> "text";
                            case "boolean" -> "true or false";
                            default -> t;
                        })
                        .collect(Collectors.joining(" or "));
    }

    private static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> shorten("\"" + node.asText() + "\"");
            case NUMBER, BOOLEAN -> node.asText();
            case ARRAY -> "a list of " + node.size();
            case OBJECT -> "a map of " + names(node);
            default -> "nothing";
        };
    }

    private static String names(JsonNode object) {
        return object.isEmpty() ? "nothing" : shorten(String.join(", ", fields(object)));
    }

    private static String shorten(String text) {
        return text.length() <= 120 ? text : text.substring(0, 117) + "...";
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The path as a JSON Pointer; the library's own text form depends on its settings. */
    private static String pointer(com.networknt.schema.path.NodePath path) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer.append('/')
                    .append(path.getElement(i).toString().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
