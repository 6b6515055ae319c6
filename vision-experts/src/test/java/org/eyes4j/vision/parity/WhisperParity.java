package org.eyes4j.vision.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.generate.DecoderInputs;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.speech.Whisper;

/** Whisper: features of speech, encoder, and every recorded way of generating. */
final class WhisperParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().equals(Optional.of(HubFamily.WHISPER));
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        Cancellation never = new Cancellation();
        try (Whisper model = Whisper.of(recorded.model().orElseThrow(), engine)) {
            Stage features = new Stage(recorded, "features");
            features.equal(
                    "sampling_rate",
                    recorded.input("sampling_rate").asInt(),
                    model.features().sampleRate());
            features.equal(
                    "chunk_length",
                    recorded.input("chunk_length").asInt() * model.features().sampleRate(),
                    model.features().samples());
            features.same("input_features", model.features().of(speech(recorded)));
            RawOutputs.check(recorded, engine);
            try (HeldTensor encoded = model.encode(recorded.tensor("input_features"), never)) {
                new Stage(recorded, "encoder").same("encoder_hidden_states", encoded.read());
            }
            try (HeldTensor stored = engine.hold("states", recorded.tensor("encoder_hidden_states"))) {
                long[] prompt = Generations.longs(recorded.input("decoder_prompt")).stream()
                        .mapToLong(Long::longValue)
                        .toArray();
                DecoderInputs inputs = model.inputs(stored, prompt);
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

    /** 16-bit samples of one channel. */
    private static float[] speech(ParityCase recorded) {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(
                recorded.folder().resolve(recorded.input("audio").asText()).toFile())) {
            byte[] bytes = in.readAllBytes();
            float[] samples = new float[bytes.length / 2];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (bytes[2 * i] & 0xff | bytes[2 * i + 1] << 8) / 32768f;
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalStateException(recorded.title() + ": the audio is no WAV file", e);
        }
    }
}
