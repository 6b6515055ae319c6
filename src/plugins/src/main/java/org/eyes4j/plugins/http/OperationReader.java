package org.eyes4j.plugins.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;

/** Makes an operation of an OpenAPI document a tool, by what the document says and what the manifest says over it. */
final class OperationReader {
    static final Set<String> VARIABLES = Set.of("body", "width", "height");
    private static final List<String> BODIES =
            List.of("multipart/form-data", "application/json", "application/x-www-form-urlencoded");

    private final OpenApiDocument api;
    private final YamlDocument manifest;
    private final String version;
    private final Expressions expressions;
    private final List<Fault> faults;

    /** @param faults told of everything that is wrong */
    OperationReader(
            OpenApiDocument api, YamlDocument manifest, String version, Expressions expressions, List<Fault> faults) {
        this.api = api;
        this.manifest = manifest;
        this.version = version;
        this.expressions = expressions;
        this.faults = faults;
    }

    /** The tool; empty where there are faults. */
    Optional<Operation> read(String id, JsonNode options) {
        String at = "/http/operations/" + id;
        int before = faults.size();
        Optional<OpenApiDocument.Found> found = api.operation(id);
        if (found.isEmpty()) {
            faults.add(manifest.fault(
                    at,
                    "one of the operationIds of " + api.file() + ": " + String.join(", ", api.ids()),
                    "`" + id + "`" + NearestName.hint(id, api.ids())));
            return Optional.empty();
        }
        JsonNode node = found.get().node();
        List<Part> parts = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        for (JsonNode parameter : found.get().parameters()) {
            parameter(parameter, options.path("inputs"), at, known).ifPresent(parts::add);
        }
        String bodyType = body(node, options, at, known, parts);
        options.path("inputs").fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                faults.add(manifest.fault(
                        at + "/inputs/" + name,
                        "one of the parts of " + id + ": " + String.join(", ", known),
                        "`" + name + "`" + NearestName.hint(name, known)));
            }
        });
        Optional<Operation.Result> result = result(node, options.path("result"), at);
        twice(parts, at);
        if (faults.size() > before || result.isEmpty()) {
            return Optional.empty();
        }
        boolean effect = options.path("effect")
                .asBoolean(!found.get().method().equals("GET")
                        && !found.get().method().equals("HEAD"));
        return Optional.of(new Operation(
                specification(id, node, options, parts, result.get(), effect),
                found.get().method(),
                found.get().path(),
                parts,
                bodyType,
                result.get(),
                !effect));
    }

    private ToolSpecification specification(
            String id, JsonNode node, JsonNode options, List<Part> parts, Operation.Result result, boolean effect) {
        String said = node.path("summary").asText(node.path("description").asText(""));
        return new ToolSpecification(
                options.path("tool").asText(snake(id)),
                version,
                brief(options.path("description").asText(said.isBlank() ? "Calls " + id : said), 1000),
                parts.stream().flatMap(p -> p.port().stream()).toList(),
                result.kind(),
                options.path("result").path("description").asText("what " + id + " answers"),
                effect ? Set.of(ToolSpecification.Trait.EFFECT) : Set.of(),
                StreamSupport.stream(options.path("phrases").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    private void twice(List<Part> parts, String at) {
        Set<String> names = new HashSet<>();
        for (Part part : parts) {
            part.port()
                    .filter(p -> !names.add(p.name()))
                    .ifPresent(p -> faults.add(manifest.fault(
                            at + "/inputs",
                            "inputs of different names (`name` of a part says another)",
                            "`" + p.name() + "` twice")));
        }
    }

    private Optional<Part> parameter(JsonNode parameter, JsonNode inputs, String at, Set<String> known) {
        String name = parameter.path("name").asText();
        String in = parameter.path("in").asText();
        Part.Place place = switch (in) {
            case "path" -> Part.Place.PATH;
            case "query" -> Part.Place.QUERY;
            case "header" -> Part.Place.HEADER;
            default -> null;
        };
        known.add(name);
        if (place == null) {
            if (parameter.path("required").asBoolean()) {
                faults.add(manifest.fault(
                        at, "an operation without required parameters in `" + in + "`", "`" + name + "`"));
            }
            return Optional.empty();
        }
        return part(
                name,
                place,
                api.resolve(parameter.path("schema")),
                parameter.path("required").asBoolean(),
                parameter.path("description").asText(""),
                inputs.path(name),
                at + "/inputs/" + name,
                Part.As.BASE64);
    }

    /** The media type of the body; empty for none. */
    private String body(JsonNode node, JsonNode options, String at, Set<String> known, List<Part> parts) {
        JsonNode body = api.resolve(node.path("requestBody"));
        JsonNode content = body.path("content");
        if (!content.isObject() || content.isEmpty()) {
            return "";
        }
        List<String> types = new ArrayList<>();
        content.fieldNames().forEachRemaining(types::add);
        String wanted = options.path("body").asText("");
        if (!wanted.isEmpty() && !types.contains(wanted)) {
            faults.add(manifest.fault(at + "/body", "one of " + String.join(", ", types), "`" + wanted + "`"));
            return "";
        }
        String type = !wanted.isEmpty()
                ? wanted
                : BODIES.stream().filter(types::contains).findFirst().orElse(types.get(0));
        JsonNode schema = api.resolve(content.path(type).path("schema"));
        boolean binary = type.startsWith("image/") || type.equals("application/octet-stream");
        if (binary || !BODIES.contains(type)) {
            known.add("body");
            ObjectNode picture = JsonNodeFactory.instance.objectNode().put("type", "string");
            part(
                            "body",
                            Part.Place.BODY,
                            binary ? picture.put("format", "binary") : picture,
                            body.path("required").asBoolean(true),
                            body.path("description").asText(""),
                            options.path("inputs").path("body"),
                            at + "/inputs/body",
                            Part.As.BINARY)
                    .ifPresent(parts::add);
            return type;
        }
        Set<String> required = new HashSet<>();
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        gather(schema, properties, required, 0);
        properties.forEach((name, property) -> {
            known.add(name);
            part(
                            name,
                            Part.Place.FIELD,
                            property,
                            required.contains(name),
                            property.path("description").asText(""),
                            options.path("inputs").path(name),
                            at + "/inputs/" + name,
                            type.equals("multipart/form-data") ? Part.As.BINARY : Part.As.BASE64)
                    .ifPresent(parts::add);
        });
        return type;
    }

    private void gather(JsonNode schema, Map<String, JsonNode> properties, Set<String> required, int depth) {
        if (depth > 8) {
            return;
        }
        schema.path("allOf").forEach(part -> gather(api.resolve(part), properties, required, depth + 1));
        schema.path("properties").fields().forEachRemaining(e -> properties.put(e.getKey(), api.resolve(e.getValue())));
        schema.path("required").forEach(name -> required.add(name.asText()));
    }

    private Optional<Part> part(
            String name,
            Part.Place place,
            JsonNode schema,
            boolean required,
            String description,
            JsonNode options,
            String at,
            Part.As usual) {
        String format = options.path("format").asText("png");
        if (options.has("value")) {
            return Optional.of(
                    new Part(name, place, Part.As.PLAIN, format, Optional.empty(), Optional.of(options.path("value"))));
        }
        Optional<Kind> kind = options.has("kind") ? parsed(options.path("kind"), at + "/kind") : Kinds.of(schema, api);
        if (kind.isEmpty()) {
            if (required) {
                faults.add(manifest.fault(
                        at,
                        "`kind` or `value` for the part `" + name
                                + "`, whose schema says neither text, number, flag, picture" + " nor a list of those",
                        "neither"));
            }
            return Optional.empty();
        }
        Part.As as = Part.As.valueOf(options.path("as")
                .asText(kind.get().equals(Kind.IMAGE) ? usual.name() : "plain")
                .toUpperCase(Locale.ROOT));
        if (!kind.get().equals(Kind.IMAGE) && as != Part.As.PLAIN) {
            faults.add(manifest.fault(at + "/as", "`as` for pictures only", "it for a part of kind " + kind.get()));
            return Optional.empty();
        }
        try {
            String own = options.path("name").asText(place == Part.Place.BODY ? usualName(kind.get()) : snake(name));
            String text = brief(
                    options.path("description")
                            .asText(description.isBlank() ? "the " + own.replace('_', ' ') : description),
                    500);
            Port port = Kinds.limited(
                    required ? Port.required(own, kind.get(), text) : Port.optional(own, kind.get(), text), schema);
            return Optional.of(new Part(name, place, as, format, Optional.of(port), Optional.empty()));
        } catch (IllegalArgumentException e) {
            faults.add(manifest.fault(at, "what can be an input of a tool", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static String usualName(Kind kind) {
        return kind.equals(Kind.IMAGE) ? "image" : "text";
    }

    private Optional<Operation.Result> result(JsonNode node, JsonNode options, String at) {
        Optional<String> cel = Optional.ofNullable(options.path("cel").textValue());
        cel.flatMap(c -> expressions.fault(c, VARIABLES))
                .ifPresent(fault -> faults.add(
                        manifest.fault(at + "/result/cel", "a CEL expression over body, width and height", fault)));
        if (cel.isPresent() && options.has("at")) {
            faults.add(manifest.fault(at + "/result", "`at` or `cel`", "both"));
        }
        String pointer = options.path("at").asText("");
        Optional<Kind> kind;
        if (options.has("kind")) {
            kind = parsed(options.path("kind"), at + "/result/kind");
        } else if (cel.isPresent()) {
            faults.add(manifest.fault(at + "/result", "the `kind` of what `cel` gives", "none"));
            kind = Optional.empty();
        } else {
            kind = Kinds.ofAnswer(node.path("responses"), pointer, api);
            if (kind.isEmpty()) {
                faults.add(manifest.fault(
                        at + "/result", "the `kind` of the answer, which the document does not tell", "none"));
            }
        }
        return kind.map(k -> new Operation.Result(k, pointer, cel));
    }

    private Optional<Kind> parsed(JsonNode text, String at) {
        try {
            return Optional.of(Kind.parse(text.asText()));
        } catch (IllegalArgumentException e) {
            faults.add(manifest.fault(at, "a kind", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** {@code nameColour} and {@code name-colour} as {@code name_colour}. */
    static String snake(String name) {
        String snake = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^[_0-9]+|_+$", "");
        return snake.isEmpty() ? "value" : snake.substring(0, Math.min(64, snake.length()));
    }

    private static String brief(String text, int most) {
        String one = text.strip().replaceAll("\\s+", " ");
        return one.length() > most ? one.substring(0, most - 1) + "…" : one;
    }
}
