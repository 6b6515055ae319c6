package org.eyes4j.vision.dual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eyes4j.config.model.Hints;
import org.eyes4j.config.model.Licence;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;

/** Tiny models as installed ones, with settings of their own and files of any make-up. */
final class TinyModels {
    private static final OnnxEngine ENGINE = new OnnxEngine(OnnxSettings.defaults());

    private final List<ModelManifest> manifests = new ArrayList<>();
    private final Map<String, HubFiles> folders = new LinkedHashMap<>();

    /** Adds a kept model that serves these tools; its name is the family's folder. */
    TinyModels with(String family, Map<String, Object> postprocess, String... capabilities) {
        return with(family, KeptModels.files(family), postprocess, capabilities);
    }

    /** Adds a model of any files. */
    TinyModels with(String name, HubFiles files, Map<String, Object> postprocess, String... capabilities) {
        Map<String, ModelFile> byRole = new LinkedHashMap<>();
        for (String path : files.paths()) {
            SourceFile part = new SourceFile(path, 0, Optional.empty(), List.of("file:" + files.need(path)));
            byRole.put(path, new ModelFile(path, List.of(part), Optional.empty()));
        }
        folders.put(name, files);
        manifests.add(new ModelManifest(
                name,
                name,
                List.of(capabilities),
                HubFamily.of(files).id(),
                "1",
                false,
                List.of(),
                new Licence("Apache-2.0", "made for tests", ""),
                new Hints(Hints.Quality.LOW, Hints.Speed.FAST, 1L << 20),
                byRole,
                new Parameters(name + ": preprocess", Map.of()),
                new Parameters(name + ": postprocess", postprocess),
                List.of()));
        return this;
    }

    Models models() {
        ModelProvider provider = new ModelProvider() {
            @Override
            public Files ensure(ModelManifest manifest, ToolContext context) {
                HubFiles files = Objects.requireNonNull(folders.get(manifest.name()));
                return files::need;
            }

            @Override
            public boolean isInstalled(ModelManifest manifest) {
                return folders.containsKey(manifest.name());
            }
        };
        return new Models(new ModelCatalogue(manifests), provider, ENGINE);
    }
}
