package org.eyes4j.plugins.oip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.model.Hints;
import org.eyes4j.config.model.Licence;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.model.RemoteReader;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.config.model.UnknownModelException;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.plugins.PluginManifest;

/**
 * What the {@code oip} object of a plugin says, as the manifest of a model whose graphs a server runs.
 *
 * @param model the model; its files are those of the plugin's folder
 * @param files where they lie, by role
 */
record OipManifest(ModelManifest model, Map<String, Path> files) {
    private static final ObjectMapper JSON = new ObjectMapper();

    OipManifest {
        files = Map.copyOf(files);
    }

    /**
     * Reads it.
     *
     * @param catalogue where the model is found that it is {@code like}
     * @throws FaultyDocumentException with every fault
     */
    static OipManifest read(PluginManifest plugin, ModelCatalogue catalogue) {
        YamlDocument document = plugin.document();
        JsonNode options = plugin.options();
        List<Fault> faults = new ArrayList<>();
        Optional<ModelManifest> like = like(document, options, catalogue, faults);
        if (like.isEmpty() && !options.has("family") && faults.isEmpty()) {
            faults.add(document.fault("/oip", "`family`, or a known model at `like`", "neither"));
        }
        Map<String, String> paths = new LinkedHashMap<>();
        Map<String, RemoteGraph> graphs = new LinkedHashMap<>();
        like.ifPresent(m -> {
            m.files().forEach((role, file) -> paths.put(role, file.path()));
            m.remotes().forEach((role, graph) -> paths.put(role, graph.path()));
        });
        options.path("files")
                .fields()
                .forEachRemaining(e -> paths.put(e.getKey(), e.getValue().asText()));
        options.path("graphs").fields().forEachRemaining(e -> {
            String role = e.getKey();
            if (like.isPresent() && !paths.containsKey(role)) {
                faults.add(document.fault(
                        "/oip/graphs/" + role,
                        "one of " + String.join(", ", paths.keySet()) + ", which "
                                + like.get().name() + " has",
                        "`" + role + "`"));
                return;
            }
            String path = e.getValue().path("path").asText(paths.getOrDefault(role, role + ".onnx"));
            paths.remove(role);
            try {
                graphs.put(role, RemoteReader.graph(path, remote(plugin, options.path("server"), e.getValue())));
            } catch (IllegalArgumentException fault) {
                faults.add(document.fault(
                        "/oip/graphs/" + role, "a graph of a server", String.valueOf(fault.getMessage())));
            }
        });
        Map<String, Path> files = new LinkedHashMap<>();
        paths.forEach((role, path) -> {
            Path file = plugin.folder().resolve(path);
            if (Files.isRegularFile(file)) {
                files.put(role, file);
            } else {
                faults.add(document.fault(
                        "/oip",
                        "the file " + path + " (" + role + ") in " + plugin.folder()
                                + (path.endsWith(".onnx") ? ", or `" + role + "` at `graphs`" : ""),
                        "none"));
            }
        });
        if (!faults.isEmpty()) {
            throw new FaultyDocumentException(faults);
        }
        return new OipManifest(model(plugin, options, like, paths, graphs), files);
    }

    private static Optional<ModelManifest> like(
            YamlDocument document, JsonNode options, ModelCatalogue catalogue, List<Fault> faults) {
        if (!options.has("like")) {
            return Optional.empty();
        }
        try {
            return Optional.of(catalogue.find(options.path("like").asText()));
        } catch (UnknownModelException e) {
            faults.add(document.fault("/oip/like", "the name of a known model", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** The server's settings and the graph's own as one. A file of certificates lies in the plugin's folder. */
    private static JsonNode remote(PluginManifest plugin, JsonNode server, JsonNode graph) {
        ObjectNode remote = JsonNodeFactory.instance.objectNode();
        remote.setAll((ObjectNode) server);
        if (graph.isTextual()) {
            remote.set("model", graph);
        } else {
            remote.setAll((ObjectNode) graph);
        }
        if (server.has("ca")) {
            remote.put("ca", plugin.folder().resolve(server.path("ca").asText()).toString());
        }
        return remote;
    }

    private static ModelManifest model(
            PluginManifest plugin,
            JsonNode options,
            Optional<ModelManifest> like,
            Map<String, String> paths,
            Map<String, RemoteGraph> graphs) {
        Map<String, ModelFile> files = new LinkedHashMap<>();
        paths.forEach((role, path) -> files.put(
                role,
                new ModelFile(
                        path,
                        List.of(new SourceFile(path, 0, Optional.empty(), List.of("file:" + path))),
                        Optional.empty())));
        String name = plugin.name();
        return new ModelManifest(
                name,
                plugin.description().isBlank() ? name : plugin.description(),
                List.of(options.path("tool").asText()),
                options.has("family")
                        ? options.path("family").asText()
                        : like.orElseThrow().family(),
                plugin.version(),
                true,
                options.has("languages")
                        ? texts(options.path("languages"))
                        : like.map(ModelManifest::languages).orElse(List.of()),
                new Licence("LicenseRef-plugin", "the plugin " + name, ""),
                like.map(ModelManifest::hints).orElse(new Hints(Hints.Quality.FAIR, Hints.Speed.FAIR, 0)),
                files,
                graphs,
                parameters(name + ": preprocess", options.path("preprocess"), like.map(ModelManifest::preprocess)),
                parameters(name + ": postprocess", options.path("postprocess"), like.map(ModelManifest::postprocess)),
                options.has("labels")
                        ? texts(options.path("labels"))
                        : like.map(ModelManifest::labels).orElse(List.of()));
    }

    /** Those of the model that it is like, with its own over them. */
    private static Parameters parameters(String owner, JsonNode own, Optional<Parameters> like) {
        Map<String, Object> all =
                new LinkedHashMap<>(like.map(Parameters::values).orElse(Map.of()));
        own.fields().forEachRemaining(e -> all.put(e.getKey(), JSON.convertValue(e.getValue(), Object.class)));
        return new Parameters(owner, all);
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(t -> texts.add(t.asText()));
        return texts;
    }
}
