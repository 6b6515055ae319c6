package org.eyes4j.vision.parity;

import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.caption.Blip;
import org.eyes4j.vision.generate.DecoderInputs;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;

/** BLIP: pixels and tokens, picture encoder, captions and answers. */
final class BlipParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().equals(Optional.of(HubFamily.BLIP));
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        Cancellation never = new Cancellation();
        try (Blip model = Blip.of(recorded.model().orElseThrow(), engine)) {
            PixelValues.check(recorded);
            RawOutputs.check(recorded, engine);
            String text = recorded.input("text").asText("");
            if (recorded.has("input_ids")) {
                long[] ids = model.tokens(text);
                new Stage(recorded, "tokens").same("input_ids", Tensor.of(ids, 1, ids.length));
            }
            try (HeldTensor encoded = model.encode(recorded.tensor("pixel_values"), never)) {
                new Stage(recorded, "encoder").same("image_embeds", encoded.read());
            }
            try (HeldTensor stored = engine.hold("states", recorded.tensor("image_embeds"))) {
                if (model.answers()) {
                    long[] ids = recorded.tensor("input_ids").toLongArray();
                    try (HeldTensor asked = model.ask(stored, ids, never)) {
                        generations(recorded, engine, model, model.answering(asked));
                    }
                } else {
                    generations(recorded, engine, model, model.captioning(stored, text));
                }
            }
        }
    }

    private static void generations(ParityCase recorded, OnnxEngine engine, Blip model, DecoderInputs inputs) {
        Generations.check(
                recorded,
                engine,
                model.settings().onlyIds(),
                inputs,
                model::text,
                (stage, generation, member, sequence) -> false);
    }
}
