package org.eyes4j.vision.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * An encoder of sentences: tokens in, one vector of length 1 a sentence out, by mean or first-token pooling as the manifest
 * says (Reimers and Gurevych, "Sentence-BERT", 2019). Thread-safe.
 */
public final class TextEmbedder implements AutoCloseable {
    /** Texts run in one batch; more are run batch by batch, so that one long text does not pad a thousand short ones. */
    private static final int BATCH = 64;

    private final Model model;
    private final OnnxModel graph;
    private final HubTokenizer tokenizer;

    private TextEmbedder(Model model, HubTokenizer tokenizer) {
        this.model = model;
        this.graph = model.graph("model");
        this.tokenizer = tokenizer;
    }

    /** Reads the tokenizer; the graph is loaded by the first run. */
    public static TextEmbedder of(Model model) {
        try {
            return new TextEmbedder(
                    model,
                    HubTokenizer.read(
                            model.file("tokenizer"), model.preprocess().integer("max_tokens", 256)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One vector a text, in order. */
    public List<Value.Embedding> embed(List<String> texts, Cancellation cancellation) {
        List<Value.Embedding> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            vectors.addAll(batch(texts.subList(from, Math.min(texts.size(), from + BATCH)), cancellation));
        }
        return vectors;
    }

    private List<Value.Embedding> batch(List<String> texts, Cancellation cancellation) {
        HubTokenizer.Batch tokens = tokenizer.encode(texts);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        // Exports differ in whether they take segment ids: feed what the graph declares.
        for (TensorSpec input : graph.inputs()) {
            switch (input.name()) {
                case "input_ids" -> inputs.put(input.name(), matrix(tokens.ids(), tokens.length()));
                case "attention_mask" -> inputs.put(input.name(), matrix(tokens.attention(), tokens.length()));
                case "token_type_ids" -> inputs.put(input.name(), matrix(tokens.types(), tokens.length()));
                default ->
                    throw new IllegalStateException("Sentence encoder " + model.name()
                            + " declares an input that none is known for: '" + input.name() + "'");
            }
        }
        String output = model.postprocess().text("output", "last_hidden_state");
        Tensor hidden =
                graph.run(inputs, List.of(output), cancellation).requireFinite().get(output);
        boolean firstToken = model.postprocess().text("pooling", "mean").equals("cls");
        float[] values = hidden.toFloatArray();
        List<Value.Embedding> vectors = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            float[] vector = pool(
                    values, i * hidden.dim(1), hidden.dim(2), tokens.attention()[i], firstToken ? 1 : hidden.dim(1));
            vectors.add(new Value.Embedding(vector, model.name()));
        }
        return vectors;
    }

    /** The mean of the rows of some tokens, those that attention is paid to, at length 1. */
    private static float[] pool(float[] values, int firstRow, int size, long[] attention, int tokens) {
        double[] sum = new double[size];
        for (int t = 0; t < tokens; t++) {
            if (attention[t] != 0) {
                int row = (firstRow + t) * size;
                for (int d = 0; d < size; d++) {
                    sum[d] += values[row + d];
                }
            }
        }
        double norm = 0;
        for (double v : sum) {
            norm += v * v;
        }
        double scale = norm == 0 ? 0 : 1 / Math.sqrt(norm);
        float[] vector = new float[size];
        for (int d = 0; d < size; d++) {
            vector[d] = (float) (sum[d] * scale);
        }
        return vector;
    }

    private static Tensor matrix(long[][] rows, int columns) {
        long[] all = new long[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * columns, columns);
        }
        return Tensor.of(all, rows.length, columns);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
