package org.eyes4j.vision.generate;

import java.util.List;
import org.eyes4j.tools.Cancellation;

/**
 * Generates sequences of tokens: greedily, by sampling, or with beams, as the settings say. Batches of inputs run together; an
 * input that is done leaves the batch. Stateless and thread-safe.
 */
public final class Generator {
    private Generator() {}

    /**
     * Sequences for each input, best first.
     *
     * @param decoder whose tokens
     * @param inputs what it starts from
     * @param settings how to choose tokens, and when to end
     * @param listener hears of each token
     * @param cancellation ends it between tokens and within a run of the model
     * @throws UnusablePromptException if the prompt already is as long as the settings allow
     * @throws org.eyes4j.vision.onnx.OnnxException if the model fails or the work was cancelled
     */
    public static List<List<Generated>> generate(
            Decoder decoder,
            DecoderInputs inputs,
            GenerationSettings settings,
            TokenListener listener,
            Cancellation cancellation) {
        try (DecoderRun run = decoder.start(inputs, cancellation)) {
            return settings.beams() > 1
                    ? new BeamSearch(settings, inputs, listener).search(run)
                    : new TokenSearch(settings, inputs, listener).search(run);
        }
    }

    /** The same, when nobody listens. */
    public static List<List<Generated>> generate(
            Decoder decoder, DecoderInputs inputs, GenerationSettings settings, Cancellation cancellation) {
        return generate(decoder, inputs, settings, TokenListener.SILENT, cancellation);
    }
}
