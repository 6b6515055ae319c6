package org.eyes4j.plugins.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.eyes4j.plugins.oip.FamilyTool;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.vision.Experts;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;

/**
 * Plugins of kind {@code onnx}: a tool that does what one of eyes4j's does, with a model whose files lie in the plugin's
 * folder. Nothing in it is code.
 */
public final class OnnxLoader implements PluginLoader {
    private static final String SCHEMA = "/org/eyes4j/plugins/onnx/onnx.schema.json";

    private final Settings settings;

    public OnnxLoader(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "onnx";
    }

    @Override
    public Plugin load(PluginManifest manifest, PluginContext context) throws PluginException {
        OnnxManifest read;
        try {
            DocumentSchema.ofResource(OnnxLoader.class, SCHEMA).demand(manifest.document());
            read = OnnxManifest.read(manifest, ModelCatalogue.shipped());
        } catch (FaultyDocumentException e) {
            throw new PluginException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new PluginException("Cannot read the files in " + manifest.folder() + ": " + e.getMessage(), e);
        }
        OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults()
                .withMaxModelBytes(settings.compute().memoryBytes())
                .withNatives(context.cache().resolve("natives")));
        try {
            Models models = new Models(
                    new ModelCatalogue(List.of(read.model())), new InFolder(read.files()), engine, Policy.BALANCED);
            Tool tool = new FamilyTool(
                    manifest.options().path("name").asText(manifest.name().replace('-', '_')),
                    manifest.version(),
                    manifest.description(),
                    OnnxManifest.texts(manifest.options().path("phrases")),
                    expert(manifest, read.model(), models, context.cache()));
            return new Loaded(tool, engine);
        } catch (PluginException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private Expert expert(PluginManifest manifest, ModelManifest model, Models models, Path cache)
            throws PluginException {
        String wanted = model.capabilities().get(0);
        List<Expert> experts = Experts.all(models, settings, cache).stream()
                .filter(Expert.class::isInstance)
                .map(Expert.class::cast)
                .toList();
        List<String> names = experts.stream().map(e -> e.specification().name()).toList();
        Expert expert = experts.stream()
                .filter(e -> e.specification().name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new PluginException(manifest.document()
                        .fault(
                                "/onnx/tool",
                                "one of " + String.join(", ", names),
                                "`" + wanted + "`" + NearestName.hint(wanted, names))
                        .toString()));
        if (!expert.families().contains(model.family())) {
            throw new PluginException(manifest.document()
                    .fault(
                            "/onnx/family",
                            "a family that " + wanted + " runs: " + String.join(", ", expert.families()),
                            "`" + model.family() + "`" + NearestName.hint(model.family(), expert.families()))
                    .toString());
        }
        return expert;
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

    private record Loaded(Tool tool, OnnxEngine engine) implements Plugin {
        @Override
        public List<Tool> tools() {
            return List.of(tool);
        }

        @Override
        public void close() {
            tool.close();
            engine.close();
        }
    }
}
