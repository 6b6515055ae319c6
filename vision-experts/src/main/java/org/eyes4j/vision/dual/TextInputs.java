package org.eyes4j.vision.dual;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubGraph;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.token.HubTokenizer;
import org.eyes4j.vision.token.TokenOptions;
import org.eyes4j.vision.token.TokenOptions.Padding;

/** How texts become the inputs of a text encoder. Thread-safe. Close frees the tokenizer. */
final class TextInputs implements AutoCloseable {
    static final String IDS = "input_ids";
    static final String ATTENTION = "attention_mask";

    private final HubTokenizer tokenizer;
    private final UnaryOperator<String> canonical;
    private final Padding padding;
    private final int length;
    /** Whether padding is masked out: not where the tokenizer says that the model takes no mask, as SigLIP. */
    private final boolean masked;

    private TextInputs(
            HubTokenizer tokenizer, UnaryOperator<String> canonical, Padding padding, int length, boolean masked) {
        this.tokenizer = tokenizer;
        this.canonical = canonical;
        this.padding = padding;
        this.length = length;
        this.masked = masked;
    }

    /**
     * The texts of a repository.
     *
     * @param options {@code padding}, {@code longest} or {@code max_length}, where it is not the usual one, and
     *     {@code max_length}, tokens of a text, where no file tells
     * @param filled whether texts are usually filled up to the length
     * @param positions tokens that its family reads where {@code config.json} does not say
     */
    static TextInputs of(HubFiles files, Parameters options, boolean filled, int positions) {
        Parameters config = files.config();
        int stated = config.has("text_config")
                ? config.nested("text_config").integer("max_position_embeddings", positions)
                : config.integer("max_position_embeddings", positions);
        HubTokenizer tokenizer = HubTokenizer.of(files);
        Padding padding =
                options.text("padding", filled ? "max_length" : "longest").equals("max_length")
                        ? Padding.MAX_LENGTH
                        : Padding.LONGEST;
        int length = options.integer("max_length", Math.min(stated, tokenizer.maxLength()));
        return new TextInputs(tokenizer, CanonicalText.of(files, tokenizer), padding, length, takesMask(files));
    }

    private static boolean takesMask(HubFiles files) {
        Object names = files.json("tokenizer_config.json")
                .map(config -> config.values().get("model_input_names"))
                .orElse(null);
        return !(names instanceof Collection<?> list) || list.contains(ATTENTION);
    }

    /** Token ids of texts as a graph takes them: one that was exported with a fixed length is given that. */
    HubTokenizer.Batch tokens(List<String> texts, HubGraph graph) {
        long fixed = graph.input(IDS)
                .filter(ids -> ids.rank() == 2)
                .map(ids -> ids.shape().get(1))
                .orElse(-1L);
        TokenOptions options =
                fixed > 0 ? TokenOptions.fixed((int) fixed) : new TokenOptions(padding, length, true, true);
        HubTokenizer.Batch batch =
                tokenizer.encode(texts.stream().map(canonical).toList(), options);
        if (!masked) {
            for (long[] row : batch.attention()) {
                Arrays.fill(row, 1);
            }
        }
        return batch;
    }

    /** Whether a text is longer than the model reads; what is longer is cut. */
    boolean isCut(String text) {
        return tokenizer.encode(canonical.apply(text), TokenOptions.whole()).length() > length;
    }

    /** Puts what the graph takes of a batch. */
    static void feed(Map<String, Tensor> inputs, HubTokenizer.Batch tokens, HubGraph graph) {
        inputs.put(IDS, tensor(tokens.ids(), tokens.length()));
        if (graph.input(ATTENTION).isPresent()) {
            inputs.put(ATTENTION, tensor(tokens.attention(), tokens.length()));
        }
    }

    private static Tensor tensor(long[][] rows, int length) {
        long[] flat = new long[rows.length * length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * length, length);
        }
        return Tensor.of(flat, rows.length, length);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
