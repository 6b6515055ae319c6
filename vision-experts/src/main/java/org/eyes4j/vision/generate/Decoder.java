package org.eyes4j.vision.generate;

import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;

/**
 * An autoregressive decoder in any of the ways in which it is exported: one graph with a cache (with or without {@code
 * use_cache_branch}), one graph for the prompt and one for what follows, or one graph that sees the whole sequence anew with each
 * token. Immutable and thread-safe.
 */
public final class Decoder {
    private final DecoderGraph first;
    private final Optional<DecoderGraph> next;
    private final Optional<OnnxModel> embedding;

    private Decoder(DecoderGraph first, Optional<DecoderGraph> next, Optional<OnnxModel> embedding) {
        this.first = first;
        this.next = next;
        this.embedding = embedding;
        if (first.tokens().isEmpty() && embedding.isEmpty()) {
            throw new HubException(first.model().path()
                    + " takes embeddings and no token ids: expected a graph embed_tokens.onnx beside it, found none");
        }
    }

    /**
     * The decoder of a repository: {@code decoder_model_merged}, else {@code decoder_model} with {@code decoder_with_past_model},
     * else {@code decoder_model} or {@code text_decoder} alone; with {@code embed_tokens} where there is one.
     *
     * @throws HubException if there is none, or its names mean nothing here
     */
    public static Decoder of(HubFiles files, OnnxEngine engine) {
        Optional<OnnxModel> embedding = files.hasGraph("embed_tokens")
                ? Optional.of(engine.model(files.graph("embed_tokens")))
                : Optional.empty();
        if (files.hasGraph("decoder_model_merged")) {
            return cached(engine.model(files.graph("decoder_model_merged")), embedding);
        }
        if (files.hasGraph("decoder_with_past_model")) {
            return split(
                    engine.model(files.graph("decoder_model")),
                    engine.model(files.graph("decoder_with_past_model")),
                    embedding);
        }
        DecoderGraph only = new DecoderGraph(engine.model(files.graph("decoder_model", "text_decoder", "model")));
        return new Decoder(only, only.past().isEmpty() ? Optional.empty() : Optional.of(only), embedding);
    }

    /** One graph with cache inputs. */
    public static Decoder cached(OnnxModel graph, Optional<OnnxModel> embedding) {
        DecoderGraph only = new DecoderGraph(graph);
        return new Decoder(only, Optional.of(only), embedding);
    }

    /** One graph for the prompt, one for each token after it. */
    public static Decoder split(OnnxModel first, OnnxModel next, Optional<OnnxModel> embedding) {
        DecoderGraph prompt = new DecoderGraph(first);
        DecoderGraph rest = new DecoderGraph(next);
        List<String> missing = rest.past().keySet().stream()
                .filter(cache -> !prompt.present().containsKey(cache))
                .toList();
        if (!missing.isEmpty()) {
            throw new HubException(first.path() + " does not go with " + next.path() + ": expected the outputs present."
                    + String.join(", present.", missing) + ", found "
                    + prompt.present().values());
        }
        return new Decoder(prompt, Optional.of(rest), embedding);
    }

    /** One graph without a cache; cache outputs are left out. */
    public static Decoder whole(OnnxModel graph, Optional<OnnxModel> embedding) {
        return new Decoder(new DecoderGraph(graph), Optional.empty(), embedding);
    }

    DecoderGraph first() {
        return first;
    }

    /** The graph for each token after the prompt; without one, the first sees the whole sequence again. */
    Optional<DecoderGraph> next() {
        return next;
    }

    Optional<OnnxModel> embedding() {
        return embedding;
    }

    /**
     * The model's own scores of the token that follows each prompt: float32 {@code [inputs, vocabulary]}.
     *
     * @throws org.eyes4j.vision.onnx.OnnxException if the model fails or the work was cancelled
     */
    public Tensor scores(DecoderInputs inputs, Cancellation cancellation) {
        try (DecoderRun run = start(inputs, cancellation)) {
            Logits logits = run.first();
            int vocabulary = logits.vocabulary();
            float[] row = new float[vocabulary];
            return Tensor.write(
                    out -> {
                        for (int i = 0; i < inputs.size(); i++) {
                            logits.read(i, row);
                            out.put(row);
                        }
                    },
                    inputs.size(),
                    vocabulary);
        }
    }

    /** A decoder at the start of its inputs. */
    DecoderRun start(DecoderInputs inputs, Cancellation cancellation) {
        return new DecoderRun(this, inputs, cancellation);
    }
}
