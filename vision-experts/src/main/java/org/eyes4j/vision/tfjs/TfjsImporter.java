package org.eyes4j.vision.tfjs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Turns a TensorFlow.js graph model into an ONNX file (opset 13, IR 8) that computes the same.
 *
 * <p>All shapes must be known: an open batch dimension of the signature becomes 1, other open dimensions need a cut with a shape. Shape
 * arithmetic is done while importing, so the ONNX graph holds none. Quantised weights are written as float32.
 *
 * <p>Immutable and safe for use by many threads; two of them may even write the same file, and either's whole result stays.
 */
public final class TfjsImporter {
    private final TfjsLimits limits;

    public TfjsImporter(TfjsLimits limits) {
        this.limits = limits;
    }

    /** Imports with {@link TfjsLimits#DEFAULT}. */
    public static void convert(Path modelJson, TfjsCut cut, Path onnxOut) throws IOException {
        new TfjsImporter(TfjsLimits.DEFAULT).importModel(modelJson, cut, onnxOut);
    }

    /**
     * Imports one model. Weight files lie beside {@code model.json}, where its manifest says. The ONNX file appears whole or not at all.
     *
     * @throws TfjsImportException when the model is damaged, breaks a limit or uses what the importer does not know; it names the node
     * @throws IOException when reading or writing fails
     */
    public void importModel(Path modelJson, TfjsCut cut, Path onnxOut) throws IOException {
        TfjsGraph graph = new GraphReader(limits).read(modelJson);
        Path folder = modelJson.toAbsolutePath().resolveSibling("");
        Weights weights = new Weights(folder, graph.weights(), limits);
        OnnxGraph onnx = new Translator(graph, weights, limits).translate(cut);
        write(onnx, onnxOut.toAbsolutePath());
    }

    private static void write(OnnxGraph onnx, Path target) throws IOException {
        Path folder = target.resolveSibling("");
        Files.createDirectories(folder);
        Path partial = Files.createTempFile(folder, target.getFileName() + ".", ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
                onnx.writeTo(out, "tfjs");
            }
            try {
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
