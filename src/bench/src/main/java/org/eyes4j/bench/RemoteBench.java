package org.eyes4j.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Policy;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.model.RemoteGraph.Protocol;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.detect.Detect;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.remote.OipProcess;
import org.eyes4j.vision.remote.RemoteGraphs;

/**
 * A detection whose graph a second process on this machine runs, by the Open Inference Protocol with binary tensors, against the same
 * in one process.
 */
final class RemoteBench {
    /** One of some 6 ms, and one of some 30 ms. */
    private static final List<String> MODELS = List.of("coco-ssd", "centernet");

    private RemoteBench() {}

    static void run(ModelCatalogue catalogue, ModelProvider provider, OnnxSettings onnx, Raster picture)
            throws Exception {
        for (String model : MODELS) {
            run(catalogue.find(model), provider, onnx, picture);
        }
    }

    private static void run(ModelManifest manifest, ModelProvider provider, OnnxSettings onnx, Raster picture)
            throws Exception {
        String role = manifest.files().keySet().iterator().next();
        Path graph = provider.ensure(manifest, ToolContext.detached()).file(role);
        byte[] changed = picture.data().clone();
        changed[0] ^= 1;
        // Two in turns: an expert that keeps one picture's findings keeps neither.
        Raster[] turn = {picture, new Raster(picture.width(), picture.height(), picture.channels(), changed)};
        int[] at = {0};
        try (OnnxEngine engine = new OnnxEngine(onnx);
                OipProcess server = new OipProcess(onnx.threads(), Map.of(manifest.name(), graph));
                RemoteGraphs remotes = new RemoteGraphs(Map.of(), true);
                Detect here = new Detect(new Models(new ModelCatalogue(List.of(manifest)), provider, engine), 0)) {
            ToolRegistry local = ToolRegistry.of(List.<Tool>of(here));
            for (Protocol protocol : Protocol.values()) {
                Models models = new Models(
                        new ModelCatalogue(List.of(remote(manifest, role, server, protocol))),
                        provider,
                        engine,
                        Policy.BALANCED,
                        Map.of(),
                        remotes);
                try (Detect there = new Detect(models, 0)) {
                    ToolRegistry distant = ToolRegistry.of(List.<Tool>of(there));
                    new SideBySide(300, 100)
                            .compare(
                                    manifest.name() + ", its graph over "
                                            + protocol.toString().toUpperCase(Locale.ROOT),
                                    () -> call(distant, turn[at[0]++ % 2]),
                                    "in one process",
                                    () -> call(local, turn[at[0]++ % 2]),
                                    1.10);
                }
            }
        }
    }

    private static void call(ToolRegistry tools, Raster picture) {
        ToolResult result = tools.call(
                new ToolCall("detect", Map.of("image", Value.Image.of("p", picture))), ToolContext.detached());
        if (!(result instanceof ToolResult.Success)) {
            throw new IllegalStateException(result.toString());
        }
    }

    private static ModelManifest remote(ModelManifest manifest, String role, OipProcess server, Protocol protocol) {
        RemoteGraph graph = new RemoteGraph(
                manifest.file(role).path(),
                server.url(protocol),
                protocol,
                manifest.name(),
                "",
                Map.of(),
                RemoteGraph.Access.NONE,
                RemoteGraph.Limits.DEFAULT);
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
                Map.of(),
                Map.of(role, graph),
                manifest.preprocess(),
                manifest.postprocess(),
                manifest.labels());
    }
}
