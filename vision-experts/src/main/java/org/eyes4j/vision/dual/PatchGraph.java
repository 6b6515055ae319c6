package org.eyes4j.vision.dual;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.OnnxNode;

/**
 * Makes a CLIP vision graph also give a vector for each patch, in the space of its texts, as MaskCLIP does (Zhou, Loy and Dai
 * 2022, "Extract Free Dense Labels from CLIP"): in the last attention each patch looks at nothing but its own value, and what
 * follows is done to all patches and not to the class token alone. The graph's own nodes stay as they are; those from the last
 * attention on are written behind it a second time, changed. Stateless.
 */
final class PatchGraph {
    /** The new output: float32 {@code [pictures, 1 + patches, size]}, the class token first. */
    static final String OUTPUT = "patch_embeds";

    private static final String POOLED = "image_embeds";
    private static final String MARK = "/patches";
    private static final Set<String> NESTED = Set.of("If", "Loop", "Scan");

    private PatchGraph() {}

    /**
     * The changed graph, made on the first call.
     *
     * @param graph {@code vision_model.onnx}
     * @param kept where it is kept
     * @throws HubException if the graph is not as CLIP's are exported
     */
    static Path of(Path graph, Path kept) {
        try {
            if (!Files.isRegularFile(kept)) {
                byte[] addition = OnnxNode.addition(patches(OnnxNode.read(graph), graph), OUTPUT);
                Files.createDirectories(kept.toAbsolutePath().getParent());
                Path part = Files.createTempFile(kept.toAbsolutePath().getParent(), "graph", ".part");
                try {
                    Files.copy(graph, part, StandardCopyOption.REPLACE_EXISTING);
                    part.toFile().setWritable(true);
                    Files.write(part, addition, StandardOpenOption.APPEND);
                    move(part, kept);
                } finally {
                    Files.deleteIfExists(part);
                }
            }
            return kept;
        } catch (IOException e) {
            throw new HubException("The graph " + graph + " cannot be made to label patches: " + e.getMessage(), e);
        }
    }

    private static void move(Path part, Path kept) throws IOException {
        try {
            Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, kept, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<OnnxNode> patches(List<OnnxNode> nodes, Path graph) {
        int mixing = mixing(nodes, graph);
        OnnxNode mix = nodes.get(mixing);
        Map<String, String> changed = new LinkedHashMap<>();
        List<OnnxNode> copies = new ArrayList<>();
        copies.add(identity(mix.inputs().get(1), mark(mix.outputs().get(0), changed)));
        int gathers = 0;
        for (OnnxNode node : nodes.subList(mixing + 1, nodes.size())) {
            // Shapes are those of the graph's own tensors: nothing of them was changed.
            if (node.inputs().stream().noneMatch(changed::containsKey)
                    || node.op().equals("Shape")) {
                continue;
            }
            if (NESTED.contains(node.op()) || node.op().equals("Gemm")) {
                throw unlike(graph, "no " + node.op() + " behind the last attention, found one");
            }
            List<String> inputs =
                    node.inputs().stream().map(i -> changed.getOrDefault(i, i)).toList();
            if (node.op().equals("Gather")) {
                gathers++;
                copies.add(identity(inputs.get(0), mark(node.outputs().get(0), changed)));
            } else {
                List<String> outputs = node.outputs().stream()
                        .map(o -> o.isEmpty() ? o : mark(o, changed))
                        .toList();
                copies.add(new OnnxNode(node.op(), inputs, outputs, node.attributes()));
            }
        }
        String pooled = changed.get(POOLED);
        if (gathers != 1 || pooled == null) {
            throw unlike(
                    graph,
                    "one Gather of the class token between the last attention and " + POOLED + ", found "
                            + (pooled == null ? "no way there" : gathers));
        }
        copies.add(identity(pooled, OUTPUT));
        return copies;
    }

    /** The place of the product of the last attention's weights with the values. */
    private static int mixing(List<OnnxNode> nodes, Path graph) {
        int softmax = -1;
        for (int i = 0; i < nodes.size(); i++) {
            softmax = nodes.get(i).op().equals("Softmax") ? i : softmax;
        }
        if (softmax < 0) {
            throw unlike(graph, "a Softmax, found none");
        }
        String weights = nodes.get(softmax).outputs().get(0);
        for (int i = softmax + 1; i < nodes.size(); i++) {
            OnnxNode node = nodes.get(i);
            if (node.op().equals("MatMul") && node.inputs().get(0).equals(weights)) {
                return i;
            }
            boolean passedOn = Set.of("Cast", "Identity", "Dropout").contains(node.op());
            weights = passedOn && node.inputs().get(0).equals(weights)
                    ? node.outputs().get(0)
                    : weights;
        }
        throw unlike(graph, "a MatMul of the last Softmax with the values, found none");
    }

    private static String mark(String tensor, Map<String, String> changed) {
        return changed.computeIfAbsent(tensor, t -> t + MARK);
    }

    private static OnnxNode identity(String from, String to) {
        return new OnnxNode("Identity", List.of(from), List.of(to), new byte[0]);
    }

    private static HubException unlike(Path graph, String expected) {
        return new HubException("The graph " + graph.getFileName()
                + " is not one of CLIP's vision encoder in float32: expected " + expected);
    }
}
