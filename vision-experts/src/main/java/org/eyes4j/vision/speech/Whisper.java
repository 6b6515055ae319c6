package org.eyes4j.vision.speech;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.generate.Decoder;
import org.eyes4j.vision.generate.DecoderInputs;
import org.eyes4j.vision.generate.Encoder;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.token.HubTokenizer;

/** The {@code whisper} family: speech into text. Thread-safe. Close frees the tokenizer. */
public final class Whisper implements AutoCloseable {
    private final LogMel features;
    private final Encoder encoder;
    private final Decoder decoder;
    private final HubTokenizer tokenizer;
    private final GenerationSettings settings;

    private Whisper(HubFiles files, OnnxEngine engine) {
        this.features = LogMel.of(files);
        this.encoder = new Encoder(engine.model(files.graph("encoder_model")));
        this.decoder = Decoder.of(files, engine);
        this.settings = GenerationSettings.of(files);
        this.tokenizer = HubTokenizer.of(files);
    }

    /** @throws HubException if a file is missing or is not what the family needs */
    public static Whisper of(HubFiles files, OnnxEngine engine) {
        return new Whisper(files, engine);
    }

    public GenerationSettings settings() {
        return settings;
    }

    public LogMel features() {
        return features;
    }

    public Decoder decoder() {
        return decoder;
    }

    /**
     * What the encoder hears, to be closed by the caller.
     *
     * @param features float32 {@code [1, features, frames]}
     */
    public HeldTensor encode(Tensor features, Cancellation cancellation) {
        return encoder.run(Map.of("input_features", features), Map.of(), List.of("last_hidden_state"), cancellation);
    }

    /** What the decoder begins with, as {@code <|startoftranscript|><|en|><|transcribe|><|notimestamps|>}. */
    public DecoderInputs inputs(HeldTensor encoded, long... prompt) {
        return DecoderInputs.attending(encoded, prompt);
    }

    /** The text of tokens. */
    public String text(long[] ids, boolean skipSpecial) {
        return tokenizer.decode(ids, skipSpecial);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
