package org.eyes4j.vision.expert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.Home;
import org.eyes4j.config.SettingsLoader;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.vision.store.ModelStore;
import org.eyes4j.vision.store.StoreModelProvider;
import org.junit.jupiter.api.Assumptions;

/** The real starter models for tests, from the user's cache, pulled when they are missing. */
public final class StarterModels {
    private static final OnnxEngine ENGINE = new OnnxEngine(OnnxSettings.defaults());
    private static final Path ROOT = Path.of(System.getProperty("repository.root", ".."))
            .toAbsolutePath()
            .normalize();

    private StarterModels() {}

    public static Models models() {
        ModelProvider provider =
                new StoreModelProvider(ModelStore.of(Home.ofUser(), SettingsLoader.load(System.getenv())));
        return new Models(ModelCatalogue.shipped(), new SkippingWithoutModel(provider), ENGINE);
    }

    /** The graphs of a model by role, pulled when they are missing. */
    public static Map<String, Path> graphs(String name) {
        ModelManifest manifest = ModelCatalogue.shipped().find(name);
        try {
            ModelProvider.Files files = new SkippingWithoutModel(
                            new StoreModelProvider(ModelStore.of(Home.ofUser(), SettingsLoader.load(System.getenv()))))
                    .ensure(manifest, ToolContext.detached());
            Map<String, Path> graphs = new java.util.LinkedHashMap<>();
            manifest.files().forEach((role, file) -> {
                if (file.path().endsWith(".onnx")) {
                    graphs.put(role, files.file(role));
                }
            });
            return graphs;
        } catch (ModelUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    /** One of the repository's sample pictures. */
    public static Value.Image sample(String file) {
        return picture(ROOT.resolve("src/samples").resolve(file));
    }

    public static Value.Image picture(Path file) {
        return Value.Image.of(
                file.getFileName().toString(),
                new PictureReader(PictureLimits.defaults()).read(file).raster());
    }

    /** Calls a tool and expects it to work. */
    public static Value call(Tool tool, Map<String, Value> arguments) {
        return call(tool, arguments, ToolContext.detached());
    }

    /** The same on a model of a name. */
    public static Value call(Tool tool, Map<String, Value> arguments, String model) {
        ToolContext any = ToolContext.detached();
        return call(
                tool,
                arguments,
                new ToolContext(
                        any.cancellation(), any.progress(), any.warnings(), Optional.of(model), any.outputFolder()));
    }

    private static Value call(Tool tool, Map<String, Value> arguments, ToolContext context) {
        ToolResult result = ToolRegistry.of(java.util.List.of(tool))
                .call(new ToolCall(tool.specification().name(), arguments), context);
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return ((ToolResult.Success) result).value();
    }

    /** A model that no source has is a reason to skip; a model that is broken is not. */
    private record SkippingWithoutModel(ModelProvider provider) implements ModelProvider {
        @Override
        public Files ensure(ModelManifest manifest, ToolContext context) throws ModelUnavailableException {
            try {
                return provider.ensure(manifest, context);
            } catch (ModelUnavailableException e) {
                Assumptions.assumeFalse(
                        e.kind() == FailureKind.UNAVAILABLE || e.kind() == FailureKind.NOT_INSTALLED,
                        "model " + manifest.name() + " cannot be had here: " + e.getMessage());
                throw e;
            }
        }

        @Override
        public boolean isInstalled(ModelManifest manifest) {
            return provider.isInstalled(manifest);
        }
    }
}
