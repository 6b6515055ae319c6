package org.eyes4j.vision.caption;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.caption.CaptionWish.Detail;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.florence.FlorenceModels;
import org.eyes4j.vision.florence.FlorenceTask;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.generate.TokenListener;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.Tensor;

/** The captioners of open models, and what they saw of pictures. Thread-safe. */
final class Captioners implements AutoCloseable {
    static final List<String> FAMILIES = List.of(
            HubFamily.FLORENCE2.id(),
            HubFamily.BLIP.id(),
            HubFamily.VISION_ENCODER_DECODER.id(),
            HubFamily.IDEFICS3.id(),
            HubFamily.LLAVA.id());

    /** Families that are asked in words, and so can tell little or much. */
    static final List<String> CHATS = List.of(HubFamily.IDEFICS3.id(), HubFamily.LLAVA.id());

    /** Pictures that run together. */
    private static final int BATCH = 8;

    /** As long as captions are that these families were trained on, where a repository states no length. */
    private static final int USUAL_TOKENS = 50;

    /** BLIP's answers are a word or a few. */
    private static final int USUAL_ANSWER = 20;

    private final Map<String, Captioner> captioners = new ConcurrentHashMap<>();
    private final Map<String, Blip> blips = new ConcurrentHashMap<>();
    private final EncodingCache<Tensor> seen;
    private final Chats chats;
    private final FlorenceModels florence;

    Captioners(int rememberedPictures, FlorenceModels florence) {
        this.seen = new EncodingCache<>(rememberedPictures, tensor -> 1);
        this.chats = new Chats(rememberedPictures);
        this.florence = florence;
    }

    Captioner of(Model model) {
        String family = model.manifest().family();
        return captioners.computeIfAbsent(model.name(), name -> {
            if (family.equals(HubFamily.FLORENCE2.id())) {
                return new OfFlorence(model);
            }
            if (CHATS.contains(family)) {
                return chats.captioner(model);
            }
            return family.equals(HubFamily.BLIP.id())
                    ? new OfBlip(model)
                    : new OfEncoderDecoder(model, VisionEncoderDecoder.of(model.hub(), model.engine()));
        });
    }

    Blip blip(Model model) {
        return blips.computeIfAbsent(model.name(), name -> Blip.of(model.hub(), model.engine()));
    }

    /** A short answer to a question about a picture; {@code maxTokens} of 0 takes the model's own length. */
    GeneratedText answer(Model model, Raster picture, String question, int maxTokens, Cancellation cancellation) {
        if (CHATS.contains(model.manifest().family())) {
            return chats.answer(model, picture, question, maxTokens, cancellation);
        }
        Blip blip = blip(model);
        GenerationSettings how = maxTokens > 0
                ? blip.settings().with("max_new_tokens", maxTokens)
                : blip.settings().endingAfter(USUAL_ANSWER);
        return blip.answer(seen(model, picture, cancellation), question, how, TokenListener.SILENT, cancellation)
                .get(0)
                .get(0);
    }

    /** What a BLIP model saw of a picture, remembered. */
    Tensor seen(Model model, Raster picture, Cancellation cancellation) {
        return seen.get(model.name(), picture, () -> blip(model).see(List.of(picture), cancellation));
    }

    /** Where a model says where it saw something, between or after its words. */
    static String withoutLocations(String text) {
        return text.replaceAll("<loc_\\d+>", " ").replaceAll(" {2,}", " ").strip();
    }

    private interface Batch {
        List<GeneratedText> of(List<Raster> pictures);
    }

    /** In batches, when there are several pictures. */
    private static List<GeneratedText> batched(List<Raster> pictures, Batch batch) {
        List<GeneratedText> all = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += BATCH) {
            all.addAll(batch.of(pictures.subList(from, Math.min(from + BATCH, pictures.size()))));
        }
        return List.copyOf(all);
    }

    private static List<GeneratedText> best(List<List<GeneratedText>> sequences) {
        return sequences.stream().map(all -> all.get(0)).toList();
    }

    private final class OfFlorence implements Captioner {
        private final Model model;

        private OfFlorence(Model model) {
            this.model = model;
        }

        @Override
        public boolean fulfils(CaptionWish wish) {
            return wish.beginning().isBlank();
        }

        @Override
        public List<GeneratedText> caption(List<Raster> pictures, CaptionWish wish, Cancellation cancellation) {
            FlorenceTask task = switch (wish.detail()) {
                case BRIEF -> FlorenceTask.CAPTION;
                case DETAILED -> FlorenceTask.DETAILED_CAPTION;
                case THOROUGH -> FlorenceTask.MORE_DETAILED_CAPTION;
            };
            return pictures.stream()
                    .map(picture -> florence.ask(
                                    model,
                                    picture,
                                    task,
                                    List.of(""),
                                    wish.maxTokens().isPresent()
                                            ? wish.over(florence.settings(model), 0)
                                            : florence.settings(model),
                                    cancellation)
                            .get(0))
                    .map(reply ->
                            new GeneratedText(withoutLocations(reply.answer().text()), reply.score()))
                    .toList();
        }

        @Override
        public void close() {}
    }

    private final class OfBlip implements Captioner {
        private final Model model;

        private OfBlip(Model model) {
            this.model = model;
        }

        @Override
        public boolean fulfils(CaptionWish wish) {
            return wish.detail() == Detail.BRIEF;
        }

        @Override
        public List<GeneratedText> caption(List<Raster> pictures, CaptionWish wish, Cancellation cancellation) {
            Blip blip = blip(model);
            if (blip.answers()) {
                throw new HubException(
                        model.name() + " was trained to answer questions and writes no captions: expected"
                                + " a repository without onnx/text_encoder.onnx");
            }
            return batched(
                    pictures,
                    some -> best(blip.caption(
                            some.size() == 1 ? seen(model, some.get(0), cancellation) : blip.see(some, cancellation),
                            wish.beginning(),
                            wish.over(blip.settings(), USUAL_TOKENS),
                            TokenListener.SILENT,
                            cancellation)));
        }

        @Override
        public void close() {}
    }

    private record OfEncoderDecoder(Model model, VisionEncoderDecoder captioner) implements Captioner {
        @Override
        public boolean fulfils(CaptionWish wish) {
            return wish.detail() == Detail.BRIEF && wish.beginning().isBlank();
        }

        @Override
        public List<GeneratedText> caption(List<Raster> pictures, CaptionWish wish, Cancellation cancellation) {
            return batched(
                    pictures,
                    some -> best(captioner.caption(
                            captioner.see(some, cancellation),
                            wish.over(captioner.settings(), USUAL_TOKENS),
                            TokenListener.SILENT,
                            cancellation)));
        }

        @Override
        public void close() {
            captioner.close();
        }
    }

    @Override
    public void close() {
        captioners.values().forEach(Captioner::close);
        captioners.clear();
        blips.values().forEach(Blip::close);
        blips.clear();
        seen.clear();
        chats.close();
    }
}
