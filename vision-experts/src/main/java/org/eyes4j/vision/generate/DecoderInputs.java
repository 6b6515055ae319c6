package org.eyes4j.vision.generate;

import java.util.Arrays;
import java.util.Optional;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.Tensor;

/**
 * What a decoder starts from: one row for each input.
 *
 * @param prompts its first tokens; as many for each input
 * @param encoderStates float32 {@code [inputs, length, width]}: what it attends to, where there is an encoder
 * @param encoderMask int64 {@code [inputs, length]}, 1 where those states count; all of them when absent
 * @param promptEmbeddings float32 {@code [inputs, prompt length, width]} in the place of the prompts' own embeddings, for decoders
 *     that see a picture inside their prompt
 */
public record DecoderInputs(
        long[][] prompts,
        Optional<HeldTensor> encoderStates,
        Optional<Tensor> encoderMask,
        Optional<HeldTensor> promptEmbeddings) {
    public DecoderInputs {
        if (prompts.length == 0 || prompts[0].length == 0) {
            throw new IllegalArgumentException("A decoder starts from at least one input with one token");
        }
        if (Arrays.stream(prompts).anyMatch(p -> p.length != prompts[0].length)) {
            throw new IllegalArgumentException("Prompts that are generated from together have one length, got "
                    + Arrays.stream(prompts).map(p -> p.length).toList());
        }
    }

    /** Every input starts from one prompt and attends to its own states. */
    public static DecoderInputs attending(HeldTensor encoderStates, long... prompt) {
        long[][] prompts = new long[encoderStates.shape().get(0).intValue()][];
        Arrays.fill(prompts, prompt);
        return new DecoderInputs(prompts, Optional.of(encoderStates), Optional.empty(), Optional.empty());
    }

    int size() {
        return prompts.length;
    }

    int promptLength() {
        return prompts[0].length;
    }
}
