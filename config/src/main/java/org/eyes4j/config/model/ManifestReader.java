package org.eyes4j.config.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.config.yaml.DocumentSchema;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.jspecify.annotations.Nullable;

/** Turns YAML into a {@link ModelManifest}, or tells all its faults. Thread-safe. */
public final class ManifestReader {
    /** Where the JSON Schema of manifests is published, as a resource. */
    public static final String SCHEMA = "/org/eyes4j/config/schema/manifest.schema.json";

    private volatile @Nullable DocumentSchema schema;

    /**
     * Reads one manifest.
     *
     * @throws FaultyDocumentException with every fault's file, line, column, expected and found
     */
    public ModelManifest read(YamlDocument document) {
        schema().demand(document);
        List<Fault> faults = fileFaults(document);
        if (!faults.isEmpty()) {
            throw new FaultyDocumentException(faults);
        }
        return readShipped(document);
    }

    /**
     * Reads a manifest of this jar. A test holds those against the schema, so that a start need not: setting a schema up costs
     * most of a second.
     */
    ModelManifest readShipped(YamlDocument document) {
        try {
            return manifest(document.root());
        } catch (IllegalArgumentException e) {
            throw new FaultyDocumentException(
                    List.of(document.fault("", "a consistent manifest", String.valueOf(e.getMessage()))));
        }
    }

    private DocumentSchema schema() {
        DocumentSchema made = schema;
        if (made == null) {
            made = DocumentSchema.ofResource(ManifestReader.class, SCHEMA);
            schema = made;
        }
        return made;
    }

    /** A file is either fetched as it is, with sources, or imported from parts; a schema says that only poorly. */
    private static List<Fault> fileFaults(YamlDocument document) {
        List<Fault> faults = new ArrayList<>();
        document.root().path("files").fields().forEachRemaining(entry -> {
            String pointer = "/files/" + entry.getKey();
            JsonNode file = entry.getValue();
            if (file.has("import") && (file.has("sources") || file.has("sha256") || file.has("size"))) {
                faults.add(document.fault(
                        pointer, "size, sha256 and sources at the parts of `import`", "them beside `import`"));
            }
            if (file.has("remote")
                    && (file.has("import") || file.has("sources") || file.has("sha256") || file.has("size"))) {
                faults.add(document.fault(pointer, "either `remote` or a file to fetch", "both"));
            }
            if (!file.has("import") && !file.has("sources") && !file.has("remote")) {
                faults.add(document.fault(pointer, "`sources`, `import` or `remote`", "none of them"));
            }
        });
        return faults;
    }

    private static ModelManifest manifest(JsonNode root) {
        String name = root.path("name").asText();
        Map<String, ModelFile> files = new LinkedHashMap<>();
        Map<String, RemoteGraph> remotes = new LinkedHashMap<>();
        root.path("files").fields().forEachRemaining(e -> {
            JsonNode remote = e.getValue().path("remote");
            if (remote.isMissingNode()) {
                files.put(e.getKey(), file(e.getValue()));
            } else {
                remotes.put(
                        e.getKey(), RemoteReader.graph(e.getValue().path("path").asText(), remote));
            }
        });
        JsonNode licence = root.path("licence");
        JsonNode hints = root.path("hints");
        return new ModelManifest(
                name,
                root.path("title").asText(),
                texts(root.path("capabilities")),
                root.path("family").asText(),
                root.path("version").asText(),
                root.path("preferred").asBoolean(false),
                texts(root.path("languages")),
                new Licence(
                        licence.path("spdx").asText(),
                        licence.path("stated").asText(),
                        licence.path("note").asText("")),
                new Hints(
                        Hints.Quality.valueOf(
                                hints.path("quality").asText("fair").toUpperCase(Locale.ROOT)),
                        Hints.Speed.valueOf(hints.path("speed").asText("fair").toUpperCase(Locale.ROOT)),
                        Quantity.bytes(hints.path("memory").asText("0 B"))),
                files,
                remotes,
                parameters(name + ": preprocess", root.path("preprocess")),
                parameters(name + ": postprocess", root.path("postprocess")),
                texts(root.path("labels")));
    }

    private static ModelFile file(JsonNode node) {
        JsonNode conversion = node.path("import");
        if (conversion.isMissingNode()) {
            return new ModelFile(node.path("path").asText(), List.of(source(node)), Optional.empty());
        }
        List<SourceFile> parts = new ArrayList<>();
        conversion.path("parts").forEach(p -> parts.add(source(p)));
        List<ModelImport.Input> inputs = new ArrayList<>();
        for (JsonNode in : conversion.path("cut").path("inputs")) {
            List<Integer> shape = new ArrayList<>();
            in.path("shape").forEach(s -> shape.add(s.asInt()));
            inputs.add(new ModelImport.Input(
                    in.path("tensor").asText(),
                    in.path("name").asText(),
                    in.path("dtype").asText(),
                    shape));
        }
        List<ModelImport.Output> outputs = new ArrayList<>();
        for (JsonNode out : conversion.path("cut").path("outputs")) {
            outputs.add(new ModelImport.Output(
                    out.path("tensor").asText(), out.path("name").asText()));
        }
        return new ModelFile(
                node.path("path").asText(),
                parts,
                Optional.of(new ModelImport(
                        conversion.path("format").asText(),
                        conversion.path("main").asText(),
                        new ModelImport.Cut(inputs, outputs))));
    }

    private static SourceFile source(JsonNode node) {
        return new SourceFile(
                node.path("path").asText(),
                node.path("size").asLong(0),
                Optional.ofNullable(node.path("sha256").textValue()),
                texts(node.path("sources")));
    }

    private static Parameters parameters(String owner, JsonNode node) {
        return new Parameters(owner, fields(node));
    }

    private static Map<String, Object> fields(JsonNode object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.fields().forEachRemaining(e -> fields.put(e.getKey(), plain(e.getValue())));
        return fields;
    }

    /** A value as Java's own types; a mapper would do the same and cost a start a quarter of a second. */
    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            return fields(node);
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(i -> items.add(plain(i)));
            return items;
        }
        if (node.isNumber()) {
            return node.canConvertToInt() && node.isIntegralNumber() ? node.asInt() : node.numberValue();
        }
        return node.isBoolean() ? node.asBoolean() : node.asText();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(t -> texts.add(t.asText()));
        return texts;
    }
}
