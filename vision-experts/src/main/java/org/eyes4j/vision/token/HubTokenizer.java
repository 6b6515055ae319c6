package org.eyes4j.vision.token;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A tokenizer read from a hub's {@code tokenizer.json}. Offline, silent, thread-safe. Close frees native memory. */
public final class HubTokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;

    private HubTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Token ids of a batch, padded to its longest text.
     *
     * @param ids {@code [texts][length]}
     * @param attention 1 for tokens, 0 for padding, as large
     * @param types segment ids, as large
     */
    public record Batch(long[][] ids, long[][] attention, long[][] types) {
        /** Tokens a text takes in this batch, padding included. */
        public int length() {
            return ids.length == 0 ? 0 : ids[0].length;
        }
    }

    /**
     * Reads a tokenizer.
     *
     * @param maxLength texts are cut to this many tokens, special ones included
     * @throws IOException if the file cannot be read or is no tokenizer
     */
    public static HubTokenizer read(Path file, int maxLength) throws IOException {
        // The library reports its use to its makers unless told not to before its first use.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        try {
            return new HubTokenizer(HuggingFaceTokenizer.newInstance(
                    file,
                    Map.of(
                            "maxLength",
                            Integer.toString(maxLength),
                            "modelMaxLength",
                            Integer.toString(maxLength),
                            "truncation",
                            "true",
                            "padding",
                            "true")));
        } catch (RuntimeException e) {
            throw new IOException(
                    "Expected a tokenizer.json of Hugging Face's tokenizers, but " + file
                            + " could not be read as one: " + e.getMessage(),
                    e);
        }
    }

    public Batch encode(List<String> texts) {
        Encoding[] encodings = tokenizer.batchEncode(texts, true, false);
        long[][] ids = new long[encodings.length][];
        long[][] attention = new long[encodings.length][];
        long[][] types = new long[encodings.length][];
        for (int i = 0; i < encodings.length; i++) {
            ids[i] = encodings[i].getIds();
            attention[i] = encodings[i].getAttentionMask();
            types[i] = encodings[i].getTypeIds();
        }
        return new Batch(ids, attention, types);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
