package org.eyes4j.vision.caption;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.chat.ChatTurn;
import org.eyes4j.vision.chat.PictureChat;
import org.eyes4j.vision.chat.SeenPicture;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.generate.Generated;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.generate.TokenListener;

/** Decoders that see pictures inside their prompt, and what they saw: a second question about a picture skips its encoder. Thread-safe. */
final class Chats implements AutoCloseable {
    /** As long as answers are where a repository states no length. */
    private static final int USUAL_ANSWER = 128;

    private final Map<String, PictureChat> models = new ConcurrentHashMap<>();
    private final EncodingCache<SeenPicture> seen;

    Chats(int rememberedPictures) {
        this.seen = new EncodingCache<>(rememberedPictures, picture -> 1);
    }

    Captioner captioner(Model model) {
        return new OfChat(model);
    }

    /** @param maxTokens new tokens at most; 0 where nobody says */
    GeneratedText answer(Model model, Raster picture, String question, int maxTokens, Cancellation cancellation) {
        GenerationSettings own = open(model).settings();
        return say(
                model,
                picture,
                question,
                maxTokens > 0 ? own.with("max_new_tokens", maxTokens) : own.endingAfter(USUAL_ANSWER),
                cancellation);
    }

    private PictureChat open(Model model) {
        return models.computeIfAbsent(model.name(), name -> PictureChat.of(model.hub(), model.engine()));
    }

    private GeneratedText say(
            Model model, Raster picture, String words, GenerationSettings how, Cancellation cancellation) {
        PictureChat chat = open(model);
        SeenPicture known = seen.get(model.name(), picture, () -> chat.see(picture, cancellation));
        Generated reply =
                chat.reply(List.of(ChatTurn.about(words)), List.of(known), how, TokenListener.SILENT, cancellation);
        return GeneratedText.of(chat.text(reply), reply);
    }

    private final class OfChat implements Captioner {
        private final Model model;

        private OfChat(Model model) {
            this.model = model;
        }

        @Override
        public boolean fulfils(CaptionWish wish) {
            return wish.beginning().isBlank();
        }

        @Override
        public List<GeneratedText> caption(List<Raster> pictures, CaptionWish wish, Cancellation cancellation) {
            GenerationSettings own = open(model).settings();
            return pictures.stream()
                    .map(picture -> say(model, picture, words(wish), wish.over(own, length(wish)), cancellation))
                    .toList();
        }

        private static String words(CaptionWish wish) {
            return switch (wish.detail()) {
                case BRIEF -> "Describe this image in one short sentence.";
                case DETAILED -> "Describe this image.";
                case THOROUGH -> "Describe this image in detail.";
            };
        }

        private static int length(CaptionWish wish) {
            return switch (wish.detail()) {
                case BRIEF -> 64;
                case DETAILED -> 192;
                case THOROUGH -> 512;
            };
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        models.values().forEach(PictureChat::close);
        models.clear();
        seen.clear();
    }
}
