package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.chat.ChatPictures;
import org.eyes4j.vision.chat.ChatPrompt;
import org.eyes4j.vision.chat.ChatTurn;
import org.eyes4j.vision.chat.PictureChat;
import org.eyes4j.vision.chat.SeenPicture;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.image.PictureTiles;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;

/** Idefics3 and LLaVA: tiles, chat template, tokens of pictures, both encoders, merged embeddings, and every recorded generation. */
final class ChatParity implements FamilyParity {
    private static final Set<String> EXPECTED = Set.of("prompt", "text", "rows", "cols", "generations");

    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family()
                .filter(f -> f == HubFamily.IDEFICS3 || f == HubFamily.LLAVA)
                .isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        Iterator<String> members = recorded.json().path("expected").fieldNames();
        members.forEachRemaining(name -> {
            if (!EXPECTED.contains(name)) {
                throw new AssertionError(recorded.title() + ": nothing compares " + name);
            }
        });
        List<PictureTiles> tiles = pictures(recorded);
        try (ChatPrompt prompts = ChatPrompt.of(recorded.model().orElseThrow())) {
            int perTile = recorded.has("image_features")
                    ? recorded.tensor("image_features").dim(1)
                    : prompts.statedPerTile().orElseThrow();
            words(recorded, prompts, tiles, perTile);
        }
        if (recorded.has("image_features")) {
            try (PictureChat chat = PictureChat.of(recorded.model().orElseThrow(), engine)) {
                model(recorded, chat, tiles, engine);
            }
        }
    }

    private static List<PictureTiles> pictures(ParityCase recorded) {
        ChatPictures processor = ChatPictures.of(recorded.model().orElseThrow());
        List<Raster> pictures = new ArrayList<>();
        boolean one = !recorded.input("image").isMissingNode();
        if (one) {
            pictures.add(PixelValues.picture(recorded, "image"));
        }
        for (int i = 0; !recorded.input("image" + i).isMissingNode(); i++) {
            pictures.add(PixelValues.picture(recorded, "image" + i));
        }
        List<PictureTiles> tiles = pictures.stream().map(processor::prepare).toList();
        Stage stage = new Stage(recorded, "pictures to tensors");
        if (recorded.json().path("expected").has("rows")) {
            stage.equal(
                    "rows",
                    Generations.longs(recorded.expected("rows")),
                    tiles.stream().map(t -> (long) t.rows()).toList());
            stage.equal(
                    "cols",
                    Generations.longs(recorded.expected("cols")),
                    tiles.stream().map(t -> (long) t.columns()).toList());
        }
        Tensor expected = recorded.tensor("pixel_values");
        Tensor all = joined(tiles.stream().map(PictureTiles::pixelValues).toList());
        stage.same("pixel_values", all.reshape(longs(expected.shape())));
        if (recorded.has("pixel_attention_mask")) {
            // Whole tiles hide nothing, which is what the production code feeds.
            boolean[] mask = new boolean[all.size() / 3];
            Arrays.fill(mask, true);
            stage.same(
                    "pixel_attention_mask",
                    Tensor.of(
                            mask, longs(recorded.tensor("pixel_attention_mask").shape())));
        }
        return tiles;
    }

    private static void words(ParityCase recorded, ChatPrompt prompts, List<PictureTiles> tiles, int perTile) {
        Stage stage = new Stage(recorded, "prompt");
        String rendered = prompts.render(turns(recorded));
        stage.equal("prompt", recorded.expected("prompt").asText(), rendered);
        long[] ids = prompts.tokens(
                rendered,
                tiles.stream().map(t -> new int[] {t.rows(), t.columns()}).toList(),
                perTile);
        stage.same("input_ids", Tensor.of(ids, 1, ids.length));
        stage.equal("text", recorded.expected("text").asText(), prompts.text(ids, false));
    }

    private static List<ChatTurn> turns(ParityCase recorded) {
        List<ChatTurn> turns = new ArrayList<>();
        for (JsonNode turn : recorded.input("conversation")) {
            List<ChatTurn.Part> parts = new ArrayList<>();
            turn.path(1)
                    .forEach(part -> parts.add(
                            part.asText().equals("<image>")
                                    ? new ChatTurn.Picture()
                                    : new ChatTurn.Words(part.asText())));
            turns.add(new ChatTurn(turn.path(0).asText(), parts));
        }
        return turns;
    }

    private static void model(ParityCase recorded, PictureChat chat, List<PictureTiles> tiles, OnnxEngine engine) {
        Cancellation never = new Cancellation();
        RawOutputs.check(recorded, engine);
        Tensor features = recorded.tensor("image_features");
        Tensor pixels = recorded.tensor("pixel_values");
        int from = pixels.shape().size() - 3;
        long[] flat = {features.dim(0), pixels.dim(from), pixels.dim(from + 1), pixels.dim(from + 2)};
        new Stage(recorded, "picture encoder").same("image_features", chat.look(pixels.reshape(flat), never));
        long[] ids = recorded.tensor("input_ids").toLongArray();
        new Stage(recorded, "merged embeddings").same("merged_embeds", chat.embed(ids, seen(features, tiles), never));
        try (HeldTensor stored = engine.hold("inputs_embeds", recorded.tensor("merged_embeds"))) {
            Generations.decoders(recorded.model().orElseThrow(), engine)
                    .forEach((how, decoder) -> new Stage(recorded, "first scores by " + how)
                            .same("first_logits", decoder.scores(chat.inputs(ids, stored), never)));
            Generations.check(
                    recorded,
                    engine,
                    chat.settings().onlyIds(),
                    chat.inputs(ids, stored),
                    chat.prompts()::text,
                    (stage, generation, member, sequence) -> {
                        stage.equal(
                                member,
                                generation.path("new_text").asText(),
                                chat.prompts().text(Arrays.copyOfRange(sequence, ids.length, sequence.length), true));
                        return member.equals("new_text");
                    });
        }
    }

    /** Recorded features, dealt out to the pictures they belong to. */
    private static List<SeenPicture> seen(Tensor features, List<PictureTiles> tiles) {
        List<SeenPicture> seen = new ArrayList<>();
        int tile = features.dim(1) * features.dim(2);
        int from = 0;
        for (PictureTiles one : tiles) {
            int count = one.pixelValues().dim(0);
            var part = features.floats().slice(from * tile, count * tile);
            seen.add(new SeenPicture(
                    Tensor.write(out -> out.put(part), count, features.dim(1), features.dim(2)),
                    one.rows(),
                    one.columns()));
            from += count;
        }
        return seen;
    }

    private static Tensor joined(List<Tensor> parts) {
        int count = parts.stream().mapToInt(p -> p.dim(0)).sum();
        Tensor first = parts.get(0);
        return Tensor.write(
                out -> parts.forEach(p -> out.put(p.floats())), count, first.dim(1), first.dim(2), first.dim(3));
    }

    private static long[] longs(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
