package org.eyes4j.vision.caption;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.generate.Decoder;
import org.eyes4j.vision.generate.DecoderInputs;
import org.eyes4j.vision.generate.Encoder;
import org.eyes4j.vision.generate.Generated;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.generate.Generator;
import org.eyes4j.vision.generate.TokenListener;
import org.eyes4j.vision.generate.UnusablePromptException;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.token.HubTokenizer;
import org.eyes4j.vision.token.TokenOptions;

/**
 * The {@code blip} family (Li et al., 2022): captions, with or without the words they begin with, and answers to questions where
 * the repository has a {@code text_encoder}. Thread-safe. Close frees the tokenizer.
 */
public final class Blip implements AutoCloseable {
    /** What the reference's configuration class takes where {@code config.json} is silent. */
    private static final Map<String, Integer> DEFAULT_IDS =
            Map.of("bos_token_id", 30522, "sep_token_id", 102, "pad_token_id", 0);

    private final HubFiles files;
    private final OnnxEngine engine;
    private final ImageProcessor processor;
    private final Encoder vision;
    private final Optional<Encoder> question;
    private final Decoder decoder;
    private final HubTokenizer tokenizer;
    private final GenerationSettings settings;
    private final long start;
    private final int positions;

    private Blip(HubFiles files, OnnxEngine engine) {
        this.files = files;
        this.engine = engine;
        this.processor = ImageProcessors.read(files);
        this.vision = new Encoder(engine.model(files.graph("vision_encoder", "vision_model")));
        this.question = files.hasGraph("text_encoder")
                ? Optional.of(new Encoder(engine.model(files.graph("text_encoder"))))
                : Optional.empty();
        this.decoder = Decoder.of(files, engine);
        Parameters config = files.config();
        Parameters text = config.has("text_config") ? config.nested("text_config") : config;
        Map<String, Object> ids = new LinkedHashMap<>();
        // The decoder's own ids: it ends at [SEP], whatever eos_token_id says.
        ids.put("eos_token_id", id(text, "sep_token_id"));
        ids.put("pad_token_id", id(text, "pad_token_id"));
        this.settings = files.json("generation_config.json").isPresent()
                ? GenerationSettings.of(files).with(ids)
                : GenerationSettings.of(ids);
        this.positions = text.integer("max_position_embeddings", 512);
        this.start = id(text, "bos_token_id");
        this.tokenizer = HubTokenizer.of(files);
    }

    private static int id(Parameters text, String name) {
        return text.integer(name, DEFAULT_IDS.getOrDefault(name, 0));
    }

    /** @throws HubException if a file is missing or is not what the family needs */
    public static Blip of(HubFiles files, OnnxEngine engine) {
        return new Blip(files, engine);
    }

    public GenerationSettings settings() {
        return settings;
    }

    public Decoder decoder() {
        return decoder;
    }

    /** Whether it answers questions instead of captioning. */
    public boolean answers() {
        return question.isPresent();
    }

    public Prepared prepare(List<Raster> pictures) {
        return processor.prepare(pictures);
    }

    /**
     * What the picture encoder sees, to be closed by the caller.
     *
     * @param pixels float32 {@code [pictures, 3, height, width]}
     */
    public HeldTensor encode(Tensor pixels, Cancellation cancellation) {
        return vision.run(Map.of("pixel_values", pixels), Map.of(), List.of("last_hidden_state"), cancellation);
    }

    /**
     * The tokens of a prompt or question, begin and end included.
     *
     * @throws UnusablePromptException if it is longer than the model reads
     */
    public long[] tokens(String text) {
        long[] ids = tokenizer.encode(text, TokenOptions.whole()).ids();
        if (ids.length >= positions) {
            throw new UnusablePromptException("The text has " + ids.length + " tokens, and " + files.name()
                    + " reads at most " + (positions - 1) + "; shorten it");
        }
        return ids;
    }

    /** What the decoder begins a caption with: a prompt's tokens, or nothing where {@code prompt} has none. */
    public DecoderInputs captioning(HeldTensor encoded, String prompt) {
        long[] ids = prompt.isBlank() ? new long[2] : tokens(prompt);
        ids[0] = start;
        return DecoderInputs.attending(encoded, Arrays.copyOf(ids, ids.length - 1));
    }

    /**
     * What the decoder attends to when it answers a question: the same one about each picture, to be closed by the caller.
     *
     * @param encoded what {@link #encode} gave
     * @param ids the question's tokens
     * @throws HubException if the repository has no {@code text_encoder}
     */
    public HeldTensor ask(HeldTensor encoded, long[] ids, Cancellation cancellation) {
        Encoder encoder = question.orElseThrow(() -> new HubException(files.name()
                + " answers no questions: expected a graph onnx/text_encoder.onnx, found only "
                + files.paths().stream().filter(p -> p.endsWith(".onnx")).toList()));
        int pictures = encoded.shape().get(0).intValue();
        long[] all = new long[pictures * ids.length];
        Arrays.setAll(all, i -> ids[i % ids.length]);
        long[] ones = new long[all.length];
        Arrays.fill(ones, 1);
        return encoder.run(
                Map.of(
                        "input_ids", Tensor.of(all, pictures, ids.length),
                        "attention_mask", Tensor.of(ones, pictures, ids.length)),
                Map.of("encoder_hidden_states", encoded),
                List.of("last_hidden_state"),
                cancellation);
    }

    /** What the decoder begins an answer with. */
    public DecoderInputs answering(HeldTensor asked) {
        return DecoderInputs.attending(asked, start);
    }

    /** What is to be remembered of pictures: float32 {@code [pictures, length, width]}. */
    public Tensor see(List<Raster> pictures, Cancellation cancellation) {
        try (Prepared prepared = prepare(pictures);
                HeldTensor encoded = encode(prepared.pixelValues(), cancellation)) {
            return encoded.read();
        }
    }

    /** Captions of pictures that were seen, each beginning with the prompt, where it is not blank. */
    public List<List<GeneratedText>> caption(
            Tensor seen, String prompt, GenerationSettings how, TokenListener listener, Cancellation cancellation) {
        try (HeldTensor encoded = engine.hold("encoder_hidden_states", seen)) {
            return read(Generator.generate(decoder, captioning(encoded, prompt), how, listener, cancellation));
        }
    }

    /** Answers to one question about pictures that were seen. */
    public List<List<GeneratedText>> answer(
            Tensor seen, String asked, GenerationSettings how, TokenListener listener, Cancellation cancellation) {
        try (HeldTensor encoded = engine.hold("encoder_hidden_states", seen);
                HeldTensor states = ask(encoded, tokens(asked), cancellation)) {
            return read(Generator.generate(decoder, answering(states), how, listener, cancellation));
        }
    }

    private List<List<GeneratedText>> read(List<List<Generated>> generated) {
        return generated.stream()
                .map(all -> all.stream()
                        .map(g -> GeneratedText.of(text(g.toArray(), true), g))
                        .toList())
                .toList();
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
