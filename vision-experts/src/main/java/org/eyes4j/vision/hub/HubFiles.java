package org.eyes4j.vision.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eyes4j.config.model.Parameters;

/**
 * The files of one repository by their paths in it: {@code config.json}, {@code preprocessor_config.json},
 * {@code tokenizer.json}, {@code onnx/model.onnx} and so on. Immutable; reads a file when it is asked for.
 */
public final class HubFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREPROCESSOR = "preprocessor_config.json";
    private static final int DEPTH = 4;
    private static final long MAX_JSON_BYTES = 64L << 20;

    private final String name;
    private final Map<String, Path> files;
    private final boolean approximate;

    private HubFiles(String name, Map<String, Path> files, boolean approximate) {
        this.name = name;
        this.files = Map.copyOf(files);
        this.approximate = approximate;
    }

    /**
     * Files that may lie anywhere.
     *
     * @param name what messages call the repository
     * @param files by path in the repository
     */
    public static HubFiles of(String name, Map<String, Path> files) {
        return new HubFiles(name, files, false);
    }

    /**
     * A folder that is laid out as a repository.
     *
     * @throws HubException if it is no folder or cannot be listed
     */
    public static HubFiles in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HubException("Expected a folder with config.json and onnx/*.onnx, but " + folder + " is none");
        }
        try {
            // Where the folder is reached by a link, its files are told apart from where it really lies.
            Path real = folder.toRealPath();
            try (Stream<Path> paths = Files.walk(real, DEPTH)) {
                Map<String, Path> files = new TreeMap<>();
                paths.filter(Files::isRegularFile)
                        .filter(file -> !isHidden(real.relativize(file)))
                        .forEach(file ->
                                files.put(real.relativize(file).toString().replace('\\', '/'), file));
                return new HubFiles(folder.toString(), files, false);
            }
        } catch (IOException e) {
            throw new HubException("The folder " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** A name that begins with a point is no file of the repository's, but a tool's beside it. */
    private static boolean isHidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** The same files, whose pictures may be resized faster and a little otherwise than the reference does it. */
    public HubFiles approximately() {
        return new HubFiles(name, files, true);
    }

    /** Whether pictures may be resized otherwise than the reference does it. */
    public boolean isApproximate() {
        return approximate;
    }

    /** What messages call the repository. */
    public String name() {
        return name;
    }

    /** Every path there is, in order. */
    public Set<String> paths() {
        return new TreeSet<>(files.keySet());
    }

    public Optional<Path> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /**
     * A file that must be there.
     *
     * @throws HubException naming it and what there is
     */
    public Path need(String path) {
        return find(path)
                .orElseThrow(() -> new HubException(
                        name + ": expected the file " + path + ", found only " + String.join(", ", paths())));
    }

    /** {@code config.json}. */
    public Parameters config() {
        return needJson("config.json");
    }

    /** {@code preprocessor_config.json}, or what newer repositories keep of it in {@code processor_config.json}. */
    public Parameters preprocessor() {
        if (find(PREPROCESSOR).isEmpty()) {
            Optional<Parameters> whole = json("processor_config.json");
            for (String part : List.of("image_processor", "feature_extractor")) {
                if (whole.isPresent() && whole.get().values().get(part) instanceof Map<?, ?>) {
                    return whole.get().nested(part);
                }
            }
        }
        return needJson(PREPROCESSOR);
    }

    /** The members of a JSON object, where there is such a file. */
    public Optional<Parameters> json(String path) {
        return find(path).map(file -> read(path, file));
    }

    /**
     * The members of a JSON object.
     *
     * @throws HubException if the file is missing or no JSON object
     */
    public Parameters needJson(String path) {
        return read(path, need(path));
    }

    /** Whether there is a graph of this name, as {@code vision_model}. */
    public boolean hasGraph(String graph) {
        return graphPath(graph).isPresent();
    }

    /**
     * The graph of the first of these names that there is: {@code onnx/NAME.onnx}, {@code NAME.onnx}, or the only
     * variant there is, as {@code onnx/NAME_quantized.onnx}.
     *
     * @throws HubException naming what was looked for and what there is
     */
    public Path graph(String... names) {
        for (String graph : names) {
            Optional<Path> file = graphPath(graph);
            if (file.isPresent()) {
                return file.get();
            }
        }
        throw new HubException(name + ": expected a graph onnx/" + String.join(".onnx or onnx/", names)
                + ".onnx, found only "
                + String.join(
                        ", ", paths().stream().filter(p -> p.endsWith(".onnx")).toList()));
    }

    private Optional<Path> graphPath(String graph) {
        for (String folder : List.of("onnx/", "")) {
            for (String variant : List.of("", "_quantized", "_int8", "_uint8", "_fp16", "_q4", "_q4f16", "_bnb4")) {
                Path file = files.get(folder + graph + variant + ".onnx");
                if (file != null) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private Parameters read(String path, Path file) {
        try {
            if (Files.size(file) > MAX_JSON_BYTES) {
                throw new HubException(name + ": " + path + " is larger than 64 MiB, which no settings file is");
            }
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            if (node == null || !node.isObject()) {
                throw new HubException(name + ": expected a JSON object in " + path + ", found "
                        + (node == null ? "nothing" : node.getNodeType()));
            }
            Map<String, Object> members = new LinkedHashMap<>();
            node.fields().forEachRemaining(e -> {
                if (!e.getValue().isNull()) {
                    members.put(e.getKey(), JSON.convertValue(e.getValue(), Object.class));
                }
            });
            return new Parameters(name + "/" + path, members);
        } catch (JsonProcessingException e) {
            throw new HubException(
                    name + ": " + path + " is no valid JSON: " + e.getOriginalMessage() + " (line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")",
                    e);
        } catch (IOException e) {
            throw new HubException(name + ": " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name + paths();
    }
}
