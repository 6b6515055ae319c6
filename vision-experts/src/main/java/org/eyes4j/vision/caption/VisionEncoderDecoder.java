package org.eyes4j.vision.caption;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.generate.Decoder;
import org.eyes4j.vision.generate.DecoderInputs;
import org.eyes4j.vision.generate.Encoder;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.generate.Generator;
import org.eyes4j.vision.generate.TokenListener;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * The {@code vision-encoder-decoder} family: a picture encoder and a text decoder that attends to it, as ViT with GPT-2. Thread-safe.
 * Close frees the tokenizer.
 */
public final class VisionEncoderDecoder implements AutoCloseable {
    private final OnnxEngine engine;
    private final ImageProcessor processor;
    private final Encoder encoder;
    private final Decoder decoder;
    private final HubTokenizer tokenizer;
    private final GenerationSettings settings;
    private final long start;

    private VisionEncoderDecoder(HubFiles files, OnnxEngine engine) {
        this.engine = engine;
        this.processor = ImageProcessors.read(files);
        this.encoder = new Encoder(engine.model(files.graph("encoder_model")));
        this.decoder = Decoder.of(files, engine);
        this.tokenizer = HubTokenizer.of(files);
        this.settings = GenerationSettings.of(files);
        this.start = settings.decoderStart()
                .orElseThrow(() -> new HubException(files.name()
                        + ": expected decoder_start_token_id or bos_token_id in generation_config.json, found "
                        + settings));
    }

    /** @throws HubException if a file is missing or is not what the family needs */
    public static VisionEncoderDecoder of(HubFiles files, OnnxEngine engine) {
        return new VisionEncoderDecoder(files, engine);
    }

    /** As the repository says. */
    public GenerationSettings settings() {
        return settings;
    }

    public Decoder decoder() {
        return decoder;
    }

    public Prepared prepare(List<Raster> pictures) {
        return processor.prepare(pictures);
    }

    /**
     * What the encoder sees, to be closed by the caller.
     *
     * @param pixels float32 {@code [pictures, 3, height, width]}
     */
    public HeldTensor encode(Tensor pixels, Cancellation cancellation) {
        return encoder.run(Map.of("pixel_values", pixels), Map.of(), List.of("last_hidden_state"), cancellation);
    }

    /** What the decoder begins with. */
    public DecoderInputs inputs(HeldTensor encoded) {
        return DecoderInputs.attending(encoded, start);
    }

    /** What is to be remembered of pictures: float32 {@code [pictures, length, width]}. */
    public Tensor see(List<Raster> pictures, Cancellation cancellation) {
        try (Prepared prepared = prepare(pictures);
                HeldTensor encoded = encode(prepared.pixelValues(), cancellation)) {
            return encoded.read();
        }
    }

    /** Captions of pictures that were seen: for each, as many as the settings say, best first. */
    public List<List<GeneratedText>> caption(
            Tensor seen, GenerationSettings how, TokenListener listener, Cancellation cancellation) {
        try (HeldTensor encoded = engine.hold("encoder_hidden_states", seen)) {
            return Generator.generate(decoder, inputs(encoded), how, listener, cancellation).stream()
                    .map(all -> all.stream()
                            .map(g -> GeneratedText.of(text(g.toArray(), true), g))
                            .toList())
                    .toList();
        }
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
