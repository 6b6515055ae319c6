package org.eyes4j.vision.setprediction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.onnx.GraphCut;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * OWL-ViT's graph in three: what reads texts, what looks at a picture, and the little that brings both together. Exports have
 * them in one graph, which looks at the picture again for every text and reads every text again for every picture. Thread-safe.
 */
final class OwlParts {
    private static final String TEXTS = "text_embeds";
    private static final String PICTURE = "image_embeds";
    private static final String IDS = "input_ids";
    private static final String ATTENTION = "attention_mask";
    private static final String PIXELS = "pixel_values";
    private static final String BOXES = "pred_boxes";
    private static final String LOGITS = "logits";

    private final OnnxModel reader;
    private final OnnxModel looker;
    private final OnnxModel joiner;

    private OwlParts(Path folder, OnnxEngine engine) {
        this.reader = engine.model(folder.resolve("text.onnx"));
        this.looker = engine.model(folder.resolve("image.onnx"));
        this.joiner = engine.model(folder.resolve("join.onnx"));
    }

    /** What the picture's part gives. */
    record Seen(Tensor embeddings, Tensor boxes) {}

    /** The parts of a graph if they were made before. */
    static Optional<OwlParts> find(Path graph, OnnxEngine engine) {
        Path folder = folder(graph);
        return Files.isDirectory(folder) ? Optional.of(new OwlParts(folder, engine)) : Optional.empty();
    }

    /**
     * Makes them, beside the graph or, where nothing may be written there, in a folder for temporary files.
     *
     * @return nothing where the graph does not come apart
     */
    static Optional<OwlParts> make(Path graph, OnnxEngine engine) {
        Optional<OwlParts> made = find(graph, engine);
        if (made.isPresent()) {
            return made;
        }
        try {
            Optional<Map<String, GraphCut.Part>> parts = parts(graph);
            return parts.isEmpty() ? Optional.empty() : Optional.of(new OwlParts(write(graph, parts.get()), engine));
        } catch (IOException e) {
            // The whole graph gives the same answers, later.
            return Optional.empty();
        }
    }

    private static Optional<Map<String, GraphCut.Part>> parts(Path graph) throws IOException {
        GraphCut cut = GraphCut.of(graph);
        Optional<String> texts = cut.firstInput(TEXTS, "Reshape");
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        GraphCut.Part text = cut.part(List.of(texts.get()), Map.of());
        GraphCut.Part image = cut.part(List.of(PICTURE, BOXES), Map.of());
        GraphCut.Part join = cut.part(List.of(LOGITS), Map.of(PICTURE, 4, TEXTS, 3));
        boolean apart = Set.of(IDS, ATTENTION).containsAll(text.inputs())
                && image.inputs().equals(Set.of(PIXELS))
                && Set.of(IDS, PICTURE, TEXTS).containsAll(join.inputs());
        return apart
                ? Optional.of(Map.of("text.onnx", text, "image.onnx", image, "join.onnx", join))
                : Optional.empty();
    }

    private static Path write(Path graph, Map<String, GraphCut.Part> parts) throws IOException {
        Path folder = folder(graph);
        try {
            Path unfinished = Files.createTempDirectory(graph.toAbsolutePath().getParent(), ".unfinished");
            try {
                writeAll(parts, unfinished);
                return Files.move(unfinished, folder);
            } catch (IOException e) {
                delete(unfinished);
                if (Files.isDirectory(folder)) {
                    return folder; // another process was quicker
                }
                throw e;
            }
        } catch (IOException e) {
            Path temporary = Files.createTempDirectory("eyes4j-owl");
            writeAll(parts, temporary);
            temporary.toFile().deleteOnExit();
            parts.keySet().forEach(name -> temporary.resolve(name).toFile().deleteOnExit());
            return temporary;
        }
    }

    private static void writeAll(Map<String, GraphCut.Part> parts, Path folder) throws IOException {
        for (Map.Entry<String, GraphCut.Part> part : parts.entrySet()) {
            GraphCut.write(part.getValue(), folder.resolve(part.getKey()));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** A changed graph has other parts. */
    private static Path folder(Path graph) {
        var file = graph.toAbsolutePath().toFile();
        return graph.toAbsolutePath()
                .resolveSibling(".parts-" + file.getName() + "-" + Long.toHexString(file.length()) + "-"
                        + Long.toHexString(file.lastModified()));
    }

    /** Embeddings of texts, one for each row of tokens. */
    List<float[]> read(HubTokenizer.Batch texts, Cancellation cancellation) {
        HubTokenizer.Batch rows = TextPadding.without(texts, reader.inputs().get(0));
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (TensorSpec input : reader.inputs()) {
            inputs.put(input.name(), TokenTensors.of(input.name().equals(IDS) ? rows.ids() : rows.attention()));
        }
        Tensor all = reader.run(inputs, List.of(), cancellation).requireFinite().only();
        int size = all.dim(-1);
        float[] values = all.toFloatArray();
        List<float[]> embeddings = new ArrayList<>();
        for (int i = 0; i < rows.ids().length; i++) {
            embeddings.add(java.util.Arrays.copyOfRange(values, i * size, (i + 1) * size));
        }
        return embeddings;
    }

    Seen look(Tensor pixels, Cancellation cancellation) {
        OnnxOutputs outputs = looker.run(Map.of(PIXELS, pixels), List.of(PICTURE, BOXES), cancellation)
                .requireFinite();
        return new Seen(outputs.get(PICTURE), outputs.get(BOXES));
    }

    /** Logits {@code [1, patches, texts]}. */
    Tensor join(Seen seen, List<float[]> texts, long[][] ids, Cancellation cancellation) {
        int size = texts.get(0).length;
        Tensor embeddings = Tensor.write(buffer -> texts.forEach(buffer::put), 1, texts.size(), size);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (TensorSpec input : joiner.inputs()) {
            inputs.put(
                    input.name(),
                    switch (input.name()) {
                        case IDS -> TokenTensors.of(ids);
                        case TEXTS -> embeddings;
                        default -> seen.embeddings();
                    });
        }
        return joiner.run(inputs, List.of(LOGITS), cancellation).requireFinite().get(LOGITS);
    }
}
