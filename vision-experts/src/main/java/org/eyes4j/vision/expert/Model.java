package org.eyes4j.vision.expert;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.DistantGraph;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;

/**
 * An installed model: its manifest, its files, and its graphs ready to run. Loads a graph when it first runs. Its files are looked
 * at once: whoever replaced them opens it anew. Thread-safe.
 */
public final class Model {
    private static final long SMALL = 200L << 20;

    private final ModelManifest manifest;
    private final ModelProvider.Files files;
    private final OnnxEngine engine;
    private final Map<String, OnnxModel> graphs = new ConcurrentHashMap<>();
    private final Map<String, Path> distant = new ConcurrentHashMap<>();

    /** One all of whose graphs run here. */
    public Model(ModelManifest manifest, ModelProvider.Files files, OnnxEngine engine) {
        this(manifest, files, engine, remote -> {
            throw new IllegalArgumentException(
                    "Model " + manifest.name() + " has a graph at " + remote.url() + ", and nothing that opens it");
        });
    }

    /**
     * One some of whose graphs servers may run.
     *
     * @param remotes opens those
     */
    public Model(
            ModelManifest manifest,
            ModelProvider.Files files,
            OnnxEngine engine,
            Function<RemoteGraph, DistantGraph> remotes) {
        this.manifest = manifest;
        this.files = files;
        this.engine = engine;
        manifest.remotes().forEach((role, remote) -> {
            Path place = place(manifest, remote);
            graphs.put(role, engine.distant(place, remotes.apply(remote)));
            distant.put(remote.path(), place);
        });
    }

    /** Where a graph that runs elsewhere is said to lie: no file, but a name for it that no other has. */
    private static Path place(ModelManifest manifest, RemoteGraph remote) {
        String server = Integer.toHexString(remote.url().hashCode()) + "-" + remote.protocol() + "-" + remote.model()
                + "-" + remote.version();
        return Path.of("remote-" + server, manifest.name(), manifest.version(), remote.path());
    }

    public ModelManifest manifest() {
        return manifest;
    }

    public OnnxEngine engine() {
        return engine;
    }

    public String name() {
        return manifest.name();
    }

    /** The graph of a role. */
    public OnnxModel graph(String role) {
        OnnxModel known = graphs.get(role);
        return known != null ? known : graphs.computeIfAbsent(role, this::open);
    }

    private OnnxModel open(String role) {
        long memory = manifest.hints().memoryBytes();
        return memory > 0 && memory <= SMALL ? engine.smallModel(file(role)) : engine.model(file(role));
    }

    public Path file(String role) {
        return files.file(role);
    }

    /**
     * Its files by their paths in the repository they came from, for families that read a hub's own files. Pictures are resized
     * exactly as the reference does it, unless the manifest says {@code preprocess: {resize: fast}}.
     *
     * @throws HubException if the manifest says neither {@code exact} nor {@code fast}
     */
    public HubFiles hub() {
        Map<String, Path> byPath = new HashMap<>();
        manifest.files().forEach((role, file) -> byPath.put(file.path(), files.file(role)));
        byPath.putAll(distant);
        HubFiles files = HubFiles.of(manifest.name(), byPath);
        String resize = preprocess().text("resize", "exact");
        return switch (resize) {
            case "exact" -> files;
            case "fast" -> files.approximately();
            default ->
                throw new HubException(name()
                        + ": expected `exact` or `fast` at preprocess.resize of its manifest, found `" + resize + "`");
        };
    }

    public Parameters preprocess() {
        return manifest.preprocess();
    }

    public Parameters postprocess() {
        return manifest.postprocess();
    }

    public List<String> labels() {
        return manifest.labels();
    }
}
