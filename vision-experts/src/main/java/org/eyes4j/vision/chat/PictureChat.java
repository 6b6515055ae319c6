package org.eyes4j.vision.chat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
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
import org.eyes4j.vision.hub.image.PictureTiles;
import org.eyes4j.vision.onnx.ElementType;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/**
 * A decoder that sees pictures inside its prompt: {@code vision_encoder}, {@code embed_tokens} and a decoder, in the layout of
 * transformers.js. Thread-safe. Close frees the tokenizer.
 */
public final class PictureChat implements AutoCloseable {
    /** Tiles that are looked at together: more need more memory and are hardly quicker. */
    private static final int BATCH = 4;

    private final HubFiles files;
    private final OnnxEngine engine;
    private final ChatPictures pictures;
    private final ChatPrompt prompts;
    private final OnnxModel vision;
    private final TensorSpec pixels;
    private final Encoder embedding;
    private final Decoder decoder;
    private final GenerationSettings settings;
    private final int positions;

    private PictureChat(HubFiles files, OnnxEngine engine) {
        this.files = files;
        this.engine = engine;
        this.pictures = ChatPictures.of(files);
        this.vision = engine.model(files.graph("vision_encoder"));
        this.pixels = vision.inputs().stream()
                .filter(i -> i.name().equals("pixel_values") && (i.rank() == 4 || i.rank() == 5))
                .findFirst()
                .orElseThrow(() -> new HubException(vision.path()
                        + ": expected an input pixel_values of 4 or 5 dimensions, found " + vision.inputs()));
        this.embedding = new Encoder(engine.model(files.graph("embed_tokens")));
        this.decoder = Decoder.of(files, engine);
        this.settings = GenerationSettings.of(files);
        Parameters config = files.config();
        this.positions = config.has("text_config")
                ? config.nested("text_config").integer("max_position_embeddings", 2048)
                : config.integer("max_position_embeddings", 2048);
        this.prompts = ChatPrompt.of(files);
    }

    /** @throws HubException if a file is missing or is not what the family needs */
    public static PictureChat of(HubFiles files, OnnxEngine engine) {
        return new PictureChat(files, engine);
    }

    public GenerationSettings settings() {
        return settings;
    }

    public ChatPictures pictures() {
        return pictures;
    }

    public ChatPrompt prompts() {
        return prompts;
    }

    /** What is to be remembered of a picture. */
    public SeenPicture see(Raster picture, Cancellation cancellation) {
        try (PictureTiles tiles = pictures.prepare(picture)) {
            return new SeenPicture(look(tiles.pixelValues(), cancellation), tiles.rows(), tiles.columns());
        }
    }

    /**
     * What the model makes of tiles.
     *
     * @param tiles float32 {@code [tiles, 3, height, width]}
     * @return float32 {@code [tiles, tokens, width]}
     * @throws HubException if the repository states another number of tokens
     */
    public Tensor look(Tensor tiles, Cancellation cancellation) {
        int count = tiles.dim(0);
        int size = tiles.size() / count;
        List<Tensor> parts = new ArrayList<>();
        for (int from = 0; from < count; from += BATCH) {
            int some = Math.min(BATCH, count - from);
            FloatBuffer part = tiles.floats().slice(from * size, some * size);
            Tensor batch = Tensor.write(out -> out.put(part), some, 3, tiles.dim(2), tiles.dim(3));
            parts.add(lookTogether(batch, cancellation));
        }
        int tokens = parts.get(0).dim(1);
        if (prompts.statedPerTile().orElse(tokens) != tokens) {
            throw new HubException(files.name() + ": expected " + vision.path() + " to give image_seq_len "
                    + prompts.statedPerTile().orElseThrow() + " embeddings for each tile, it gives " + tokens);
        }
        return Tensor.write(
                out -> parts.forEach(p -> out.put(p.floats())),
                count,
                tokens,
                parts.get(0).dim(2));
    }

    private Tensor lookTogether(Tensor batch, Cancellation cancellation) {
        int count = batch.dim(0);
        long height = batch.dim(2);
        long width = batch.dim(3);
        boolean listed = pixels.rank() == 5;
        Map<String, Tensor> fed = new LinkedHashMap<>();
        fed.put("pixel_values", listed ? batch.reshape(1, count, 3, height, width) : batch);
        vision.inputs().stream()
                .filter(i -> i.name().equals("pixel_attention_mask"))
                .findFirst()
                .ifPresent(mask -> fed.put(
                        mask.name(),
                        whole(
                                mask.type(),
                                listed ? new long[] {1, count, height, width} : new long[] {count, height, width})));
        try (HeldTensor seen =
                new Encoder(vision).run(fed, Map.of(), List.of("image_features", "last_hidden_state"), cancellation)) {
            Tensor features = seen.read();
            int last = features.dim(features.shape().size() - 1);
            if (features.size() % (count * last) != 0) {
                throw new HubException(vision.path() + ": expected as many embeddings for each of " + count
                        + " tiles, found " + features.shape());
            }
            return features.reshape(count, features.size() / count / last, last);
        }
    }

    /** Nothing of a tile is hidden. */
    private static Tensor whole(ElementType type, long... shape) {
        int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (type == ElementType.BOOL) {
            boolean[] all = new boolean[size];
            Arrays.fill(all, true);
            return Tensor.of(all, shape);
        }
        long[] all = new long[size];
        Arrays.fill(all, 1);
        return Tensor.of(all, shape);
    }

    /**
     * The embeddings of a prompt, those of pictures in the places of their tokens.
     *
     * @return float32 {@code [1, tokens, width]}
     */
    public Tensor embed(long[] ids, List<SeenPicture> seen, Cancellation cancellation) {
        Tensor words;
        try (HeldTensor held = embedding.run(
                Map.of("input_ids", Tensor.of(ids, 1, ids.length)), Map.of(), List.of("inputs_embeds"), cancellation)) {
            words = held.read();
        }
        int width = words.dim(2);
        long places =
                Arrays.stream(ids).filter(id -> id == prompts.pictureToken()).count();
        long given = seen.stream().mapToLong(s -> s.features().size()).sum();
        if (places * width != given) {
            throw new HubException(files.name() + ": expected " + places + " picture embeddings of " + width
                    + " numbers, the vision encoder gave " + given + " numbers");
        }
        FloatBuffer features = FloatBuffer.allocate((int) given);
        seen.forEach(s -> features.put(s.features().floats()));
        features.flip();
        FloatBuffer text = words.floats();
        return Tensor.write(
                out -> {
                    for (int i = 0; i < ids.length; i++) {
                        if (ids[i] == prompts.pictureToken()) {
                            out.put(features.slice(features.position(), width));
                            features.position(features.position() + width);
                        } else {
                            out.put(text.slice(i * width, width));
                        }
                    }
                },
                1,
                ids.length,
                width);
    }

    /**
     * The tokens of a conversation about pictures that were seen.
     *
     * @throws UnusablePromptException if they are more than the model reads, or hold a token of its own
     */
    public long[] tokens(List<ChatTurn> turns, List<SeenPicture> seen) {
        long[] ids = prompts.tokens(
                prompts.render(turns),
                seen.stream().map(s -> new int[] {s.rows(), s.columns()}).toList(),
                seen.isEmpty() ? 0 : seen.get(0).perTile());
        if (ids.length >= positions) {
            throw new UnusablePromptException("The prompt has " + ids.length + " tokens with its pictures, and "
                    + files.name() + " reads at most " + (positions - 1) + "; shorten it");
        }
        return ids;
    }

    /** What the decoder begins with. */
    public DecoderInputs inputs(long[] ids, HeldTensor embeddings) {
        return new DecoderInputs(new long[][] {ids}, Optional.empty(), Optional.empty(), Optional.of(embeddings));
    }

    /**
     * What the model says next.
     *
     * @param seen the conversation's pictures, in their order
     * @throws UnusablePromptException if the conversation is longer than the model reads
     */
    public Generated reply(
            List<ChatTurn> turns,
            List<SeenPicture> seen,
            GenerationSettings how,
            TokenListener listener,
            Cancellation cancellation) {
        long[] ids = tokens(turns, seen);
        try (HeldTensor embeddings = engine.hold("inputs_embeds", embed(ids, seen, cancellation))) {
            return Generator.generate(decoder, inputs(ids, embeddings), how, listener, cancellation)
                    .get(0)
                    .get(0);
        }
    }

    /** What was said, without the prompt and special tokens. */
    public String text(Generated reply) {
        return prompts.text(reply.generated(), true);
    }

    @Override
    public void close() {
        prompts.close();
    }
}
