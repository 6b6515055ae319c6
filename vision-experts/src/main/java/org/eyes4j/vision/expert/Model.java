package org.eyes4j.vision.expert;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;

/** An installed model: its manifest, its files, and its graphs ready to run. Loads a graph when it first runs. */
public record Model(ModelManifest manifest, ModelProvider.Files files, OnnxEngine engine) {
    private static final long SMALL = 200L << 20;

    public String name() {
        return manifest.name();
    }

    /** The graph of a role. */
    public OnnxModel graph(String role) {
        long memory = manifest.hints().memoryBytes();
        return memory > 0 && memory <= SMALL ? engine.smallModel(file(role)) : engine.model(file(role));
    }

    public Path file(String role) {
        return files.file(role);
    }

    /** Its files by their paths in the repository they came from, for families that read a hub's own files. */
    public HubFiles hub() {
        Map<String, Path> byPath = new HashMap<>();
        manifest.files().forEach((role, file) -> byPath.put(file.path(), files.file(role)));
        return HubFiles.of(manifest.name(), byPath);
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
