package org.eyes4j.vision.florence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * A Florence-2 model: a picture's features and a prompt's embeddings through one encoder, text and locations out of a decoder.
 * Thread-safe. Close frees the tokenizer.
 */
public final class Florence2 implements AutoCloseable {
    /** Prompts that run together: more need more memory and are hardly quicker. */
    private static final int BATCH = 8;

    private final HubFiles files;
    private final ImageProcessor processor;
    private final Encoder vision;
    private final Encoder embedding;
    private final Encoder encoder;
    private final Decoder decoder;
    private final HubTokenizer tokenizer;
    private final GenerationSettings settings;
    private final FlorencePrompts prompts;
    private final LocationText answers;
    private final int positions;

    private Florence2(HubFiles files, OnnxEngine engine) {
        this.files = files;
        this.processor = ImageProcessors.read(files);
        this.vision = new Encoder(engine.model(files.graph("vision_encoder")));
        this.embedding = new Encoder(engine.model(files.graph("embed_tokens")));
        this.encoder = new Encoder(engine.model(files.graph("encoder_model")));
        this.decoder = Decoder.of(files, engine);
        Parameters config = files.config();
        Parameters text = config.has("text_config") ? config.nested("text_config") : config;
        this.positions = text.integer("max_position_embeddings", 1024);
        // Answers are as long as there are things to tell of; only captions are short.
        this.settings = GenerationSettings.of(files).endingAfter(positions - 2);
        this.prompts = new FlorencePrompts(files);
        this.answers = new LocationText(banned(files));
        this.tokenizer = HubTokenizer.of(files);
    }

    /** @throws HubException if a file is missing or is not what the family needs */
    public static Florence2 of(HubFiles files, OnnxEngine engine) {
        return new Florence2(files, engine);
    }

    private static Set<String> banned(HubFiles files) {
        Optional<Parameters> own = files.json("processor_config.json")
                .filter(p -> p.has("post_processor_config"))
                .map(p -> p.nested("post_processor_config"))
                .filter(p -> p.has("phrase_grounding"))
                .map(p -> p.nested("phrase_grounding"))
                .filter(p -> p.has("banned_grounding_tokens"));
        return own.<Set<String>>map(p -> new LinkedHashSet<>(p.texts("banned_grounding_tokens")))
                .orElse(GroundlessPhrases.ALL);
    }

    public GenerationSettings settings() {
        return settings;
    }

    public Decoder decoder() {
        return decoder;
    }

    public Prepared prepare(List<Raster> pictures) {
        return processor.prepare(pictures);
    }

    /** The prompt that a text with a task's token stands for. */
    public String prompt(String text) {
        return prompts.prompt(text);
    }

    /** A prompt's tokens, begin and end included. */
    public long[] tokens(String prompt) {
        return tokenizer
                .encode(
                        special("bos_token") + prompt + special("eos_token"),
                        TokenOptions.whole().withoutSpecial())
                .ids();
    }

    private String special(String role) {
        return tokenizer
                .special(role)
                .orElseThrow(() -> new HubException(files.name() + ": tokenizer_config.json names no " + role));
    }

    /**
     * What the picture encoder sees, to be closed by the caller.
     *
     * @param pixels float32 {@code [pictures, 3, height, width]}
     */
    public HeldTensor look(Tensor pixels, Cancellation cancellation) {
        return vision.run(Map.of("pixel_values", pixels), Map.of(), List.of("image_features"), cancellation);
    }

    /**
     * Picture and prompt together, through the encoder; to be closed by the caller.
     *
     * @param features float32 {@code [pictures, tokens, width]}, what {@link #look} gave
     * @param prompts the tokens of each picture's prompt, all of one length
     */
    public HeldTensor encode(Tensor features, long[][] prompts, Cancellation cancellation) {
        int pictures = features.dim(0);
        int length = prompts[0].length;
        long[] ids = Arrays.stream(prompts).flatMapToLong(Arrays::stream).toArray();
        Tensor words;
        try (HeldTensor held = embedding.run(
                Map.of("input_ids", Tensor.of(ids, pictures, length)),
                Map.of(),
                List.of("inputs_embeds"),
                cancellation)) {
            words = held.read();
        }
        int seen = features.dim(1);
        int width = features.dim(2);
        Tensor both = Tensor.write(
                out -> {
                    var image = features.floats();
                    var text = words.floats();
                    for (int i = 0; i < pictures; i++) {
                        out.put(image.slice(i * seen * width, seen * width));
                        out.put(text.slice(i * length * width, length * width));
                    }
                },
                pictures,
                seen + length,
                width);
        long[] ones = new long[pictures * (seen + length)];
        Arrays.fill(ones, 1);
        return encoder.run(
                Map.of("inputs_embeds", both, "attention_mask", Tensor.of(ones, pictures, seen + length)),
                Map.of(),
                List.of("last_hidden_state"),
                cancellation);
    }

    /** What the decoder begins with. */
    public DecoderInputs inputs(HeldTensor encoded) {
        return DecoderInputs.attending(
                encoded,
                settings.decoderStart()
                        .orElseThrow(() -> new HubException(files.name()
                                + ": expected decoder_start_token_id in generation_config.json, found " + settings)));
    }

    /** The features of a picture, to be remembered: float32 {@code [1, tokens, width]}. */
    public Tensor see(Raster picture, Cancellation cancellation) {
        try (Prepared prepared = prepare(List.of(picture));
                HeldTensor features = look(prepared.pixelValues(), cancellation)) {
            return features.read();
        }
    }

    /**
     * Tasks on one picture that was seen; those whose prompts are equally long run together.
     *
     * @param seen what {@link #see} gave
     * @param texts a task's token and its input, or any prompt
     * @return for each text its best sequence
     * @throws UnusablePromptException if a prompt is longer than the model reads
     */
    public List<Generated> generate(
            Tensor seen,
            List<String> texts,
            GenerationSettings how,
            TokenListener listener,
            Cancellation cancellation) {
        List<long[]> prompts = texts.stream().map(text -> readable(seen, text)).toList();
        Map<Integer, List<Integer>> byLength = new LinkedHashMap<>();
        for (int i = 0; i < prompts.size(); i++) {
            List<Integer> same = byLength.computeIfAbsent(prompts.get(i).length, length -> new ArrayList<>());
            same.add(i);
        }
        Generated[] results = new Generated[texts.size()];
        for (List<Integer> same : byLength.values()) {
            for (int from = 0; from < same.size(); from += BATCH) {
                List<Integer> batch = same.subList(from, Math.min(from + BATCH, same.size()));
                long[][] ids = batch.stream().map(prompts::get).toArray(long[][]::new);
                try (HeldTensor encoded = encode(repeated(seen, ids.length), ids, cancellation)) {
                    List<List<Generated>> generated = Generator.generate(
                            decoder,
                            inputs(encoded),
                            how,
                            (input, sequence, token) -> listener.onToken(batch.get(input), sequence, token),
                            cancellation);
                    for (int i = 0; i < ids.length; i++) {
                        results[batch.get(i)] = generated.get(i).get(0);
                    }
                }
            }
        }
        return List.of(results);
    }

    private long[] readable(Tensor seen, String text) {
        long[] ids = tokens(prompt(text));
        if (seen.dim(1) + ids.length > positions) {
            throw new UnusablePromptException("The prompt has " + ids.length + " tokens, and " + files.name()
                    + " reads at most " + (positions - seen.dim(1)) + " beside a picture; shorten it");
        }
        return ids;
    }

    private static Tensor repeated(Tensor seen, int times) {
        if (times == 1) {
            return seen;
        }
        return Tensor.write(
                out -> {
                    for (int i = 0; i < times; i++) {
                        out.put(seen.floats());
                    }
                },
                times,
                seen.dim(1),
                seen.dim(2));
    }

    /** The text of tokens. */
    public String text(long[] ids, boolean skipSpecial) {
        return tokenizer.decode(ids, skipSpecial);
    }

    /**
     * What a generated text says.
     *
     * @param task its token, as {@code <OD>}
     */
    public FlorenceAnswer answer(String text, String task, int width, int height) {
        return answers.read(text, prompts.answering(task), width, height);
    }

    /**
     * What generated tokens say. Each token is read alone, as in the reference: a letter that two tokens share becomes U+FFFD.
     *
     * @param task its token, as {@code <OD>}
     */
    public FlorenceAnswer answer(long[] ids, String task, int width, int height) {
        long bos = tokenizer.specialId("bos_token").orElse(-1);
        StringBuilder text = new StringBuilder();
        for (int i = ids.length > 0 && ids[0] == bos ? 1 : 0; i < ids.length; i++) {
            text.append(tokenizer.decode(new long[] {ids[i]}, false));
        }
        return answer(text.toString(), task, width, height);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
