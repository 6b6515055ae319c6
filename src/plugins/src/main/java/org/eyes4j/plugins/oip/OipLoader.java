package org.eyes4j.plugins.oip;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Policy;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.config.yaml.DocumentSchema;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.plugins.Plugin;
import org.eyes4j.plugins.PluginContext;
import org.eyes4j.plugins.PluginException;
import org.eyes4j.plugins.PluginLoader;
import org.eyes4j.plugins.PluginManifest;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.vision.Experts;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.remote.RemoteGraphs;

/**
 * Plugins of kind {@code oip}: a tool that does what one of eyes4j's does, with a model that a server of the Open Inference Protocol
 * runs. Pictures are prepared and answers are read here; only tensors travel. The server is not asked before the first call, so that
 * it may come up later.
 */
public final class OipLoader implements PluginLoader {
    private static final String SCHEMA = "/org/eyes4j/plugins/oip/oip.schema.json";

    private final Settings settings;

    public OipLoader(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "oip";
    }

    @Override
    public Plugin load(PluginManifest manifest, PluginContext context) throws PluginException {
        OipManifest read;
        try {
            DocumentSchema.ofResource(OipLoader.class, SCHEMA).demand(manifest.document());
            read = OipManifest.read(manifest, ModelCatalogue.shipped());
        } catch (FaultyDocumentException e) {
            throw new PluginException(
                    "plugin " + manifest.name() + " has faults",
                    e.faults().stream().map(Object::toString).toList());
        }
        RemoteGraphs remotes = new RemoteGraphs(context.environment(), context.offline());
        OnnxEngine engine = new OnnxEngine(
                OnnxSettings.defaults().withNatives(context.cache().resolve("natives")));
        try {
            // Opened once here, so that a missing secret or certificate is told now and not in the first call.
            read.model().remotes().values().forEach(remotes::open);
        } catch (OnnxException e) {
            remotes.close();
            throw new PluginException(String.valueOf(e.getMessage()), e);
        }
        Models models = new Models(
                new ModelCatalogue(List.of(read.model())),
                new InFolder(read.files()),
                engine,
                Policy.BALANCED,
                Map.of(),
                remotes);
        Tool tool = new FamilyTool(
                manifest.options().path("name").asText(manifest.name().replace('-', '_')),
                manifest.version(),
                manifest.description(),
                OipManifest.texts(manifest.options().path("phrases")),
                expert(manifest, read.model(), models, context.cache()));
        return new Loaded(tool, engine, remotes);
    }

    private Expert expert(PluginManifest manifest, ModelManifest model, Models models, Path cache)
            throws PluginException {
        String wanted = model.capabilities().get(0);
        List<Expert> experts = Experts.all(models, settings, cache).stream()
                .filter(Expert.class::isInstance)
                .map(Expert.class::cast)
                .toList();
        List<String> names = experts.stream().map(e -> e.specification().name()).toList();
        Optional<Expert> expert = experts.stream()
                .filter(e -> e.specification().name().equals(wanted))
                .findFirst();
        if (expert.isEmpty()) {
            throw new PluginException(manifest.document()
                    .fault(
                            "/oip/tool",
                            "one of " + String.join(", ", names),
                            "`" + wanted + "`" + NearestName.hint(wanted, names))
                    .toString());
        }
        if (!expert.get().families().contains(model.family())) {
            throw new PluginException(manifest.document()
                    .fault(
                            "/oip/family",
                            "a family that " + wanted + " runs: "
                                    + String.join(", ", expert.get().families()),
                            "`" + model.family() + "`"
                                    + NearestName.hint(
                                            model.family(), expert.get().families()))
                    .toString());
        }
        return expert.get();
    }

    /** Files that lie in the plugin's folder. */
    private record InFolder(Map<String, Path> files) implements ModelProvider {
        @Override
        public Files ensure(ModelManifest manifest, ToolContext context) {
            return role -> {
                Path file = files.get(role);
                if (file == null) {
                    throw new IllegalArgumentException(
                            "Model " + manifest.name() + " has no file '" + role + "', only " + files.keySet());
                }
                return file;
            };
        }

        @Override
        public boolean isInstalled(ModelManifest manifest) {
            return true;
        }
    }

    private record Loaded(Tool tool, OnnxEngine engine, RemoteGraphs remotes) implements Plugin {
        @Override
        public List<Tool> tools() {
            return List.of(tool);
        }

        @Override
        public void close() {
            tool.close();
            remotes.close();
            engine.close();
        }
    }
}
