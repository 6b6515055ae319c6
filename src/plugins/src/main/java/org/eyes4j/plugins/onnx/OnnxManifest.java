package org.eyes4j.plugins.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.config.model.UnknownModelException;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.plugins.PluginFiles;
import org.eyes4j.plugins.PluginManifest;

/**
 * What the {@code onnx} object of a plugin says, as a model's manifest. Files that it does not name are taken as they lie in
 * the folder, each by its name without what follows the dot.
 *
 * @param model the model
 * @param files where its files lie, by role
 */
record OnnxManifest(ModelManifest model, Map<String, Path> files) {
    private static final ObjectMapper JSON = new ObjectMapper();

    OnnxManifest {
        files = Map.copyOf(files);
    }

    /**
     * Reads it.
     *
     * @param catalogue where the model is found that it is {@code like}
     * @throws FaultyDocumentException with every fault
     */
    static OnnxManifest read(PluginManifest plugin, ModelCatalogue catalogue) throws IOException {
        YamlDocument document = plugin.document();
        JsonNode options = plugin.options();
        List<Fault> faults = new ArrayList<>();
        Optional<ModelManifest> like = like(document, options, catalogue, faults);
        if (like.isEmpty() && !options.has("family") && faults.isEmpty()) {
            faults.add(document.fault("/onnx", "`family`, or a known model at `like`", "neither"));
        }
        Map<String, String> paths = new LinkedHashMap<>();
        like.ifPresent(m -> m.files().forEach((role, file) -> paths.put(role, file.path())));
        options.path("files")
                .fields()
                .forEachRemaining(e -> paths.put(
                        e.getKey(),
                        e.getValue().path("path").asText(e.getValue().asText())));
        if (paths.isEmpty()) {
            paths.putAll(PluginFiles.models(plugin.folder()));
        }
        Map<String, Path> files = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : paths.entrySet()) {
            Path file = plugin.folder().resolve(entry.getValue());
            String pointer = "/onnx/files/" + entry.getKey();
            if (!Files.isRegularFile(file)) {
                faults.add(document.fault(pointer, "the file " + entry.getValue() + " in " + plugin.folder(), "none"));
                continue;
            }
            JsonNode hash = options.path("files").path(entry.getKey()).path("sha256");
            String found = hash.isMissingNode() ? "" : PluginFiles.hash(file);
            if (!found.equals(hash.asText())) {
                faults.add(document.fault(
                        pointer + "/sha256", "the SHA-256 " + hash.asText() + " of " + entry.getValue(), found));
            }
            files.put(entry.getKey(), file);
        }
        if (paths.isEmpty()) {
            faults.add(document.fault("/onnx", "an .onnx file in " + plugin.folder(), "none"));
        }
        if (!faults.isEmpty()) {
            throw new FaultyDocumentException(faults);
        }
        return new OnnxManifest(model(plugin, options, like, paths), files);
    }

    private static Optional<ModelManifest> like(
            YamlDocument document, JsonNode options, ModelCatalogue catalogue, List<Fault> faults) {
        if (!options.has("like")) {
            return Optional.empty();
        }
        try {
            return Optional.of(catalogue.find(options.path("like").asText()));
        } catch (UnknownModelException e) {
            faults.add(document.fault("/onnx/like", "the name of a known model", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static ModelManifest model(
            PluginManifest plugin, JsonNode options, Optional<ModelManifest> like, Map<String, String> paths) {
        String name = plugin.name();
        Map<String, ModelFile> files = new LinkedHashMap<>();
        paths.forEach((role, path) -> files.put(
                role,
                new ModelFile(
                        path,
                        List.of(new SourceFile(path, 0, Optional.empty(), List.of("file:" + path))),
                        Optional.empty())));
        Hints hints = options.has("memory")
                ? new Hints(
                        Hints.Quality.FAIR,
                        Hints.Speed.FAIR,
                        Quantity.bytes(options.path("memory").asText()))
                : like.map(ModelManifest::hints).orElse(new Hints(Hints.Quality.FAIR, Hints.Speed.FAIR, 0));
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
                new Licence("LicenseRef-plugin", options.path("licence").asText("the plugin " + name), ""),
                hints,
                files,
                Map.of(),
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
