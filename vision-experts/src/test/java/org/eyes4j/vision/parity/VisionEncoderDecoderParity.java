package org.eyes4j.vision.parity;

import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.caption.VisionEncoderDecoder;
import org.eyes4j.vision.generate.DecoderInputs;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;

/** ViT-GPT2 and its like: pixels, encoder, first scores, and every recorded way of generating. */
final class VisionEncoderDecoderParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().equals(Optional.of(HubFamily.VISION_ENCODER_DECODER));
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        Cancellation never = new Cancellation();
        try (VisionEncoderDecoder model =
                VisionEncoderDecoder.of(recorded.model().orElseThrow(), engine)) {
            PixelValues.check(recorded);
            RawOutputs.check(recorded, engine);
            try (HeldTensor encoded = model.encode(recorded.tensor("pixel_values"), never)) {
                new Stage(recorded, "encoder").same("encoder_hidden_states", encoded.read());
            }
            try (HeldTensor stored = engine.hold("states", recorded.tensor("encoder_hidden_states"))) {
                DecoderInputs inputs = model.inputs(stored);
                Generations.decoders(recorded.model().orElseThrow(), engine)
                        .forEach((how, decoder) -> new Stage(recorded, "first scores by " + how)
                                .same("first_logits", decoder.scores(inputs, never)));
                Generations.check(
                        recorded,
                        engine,
                        model.settings().onlyIds(),
                        inputs,
                        model::text,
                        (stage, generation, member, sequence) -> false);
            }
        }
    }
}
