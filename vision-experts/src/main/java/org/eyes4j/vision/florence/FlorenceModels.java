package org.eyes4j.vision.florence;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.generate.Generated;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.generate.TokenListener;
import org.eyes4j.vision.onnx.Tensor;

/** Florence-2 models that are in use, and what they saw of pictures: a second task on a picture skips its encoder. Thread-safe. */
public final class FlorenceModels implements AutoCloseable {
    private static final int BINS = 1000;

    private final Map<String, Florence2> models = new ConcurrentHashMap<>();
    private final EncodingCache<Tensor> seen;

    /** @param rememberedPictures how many pictures' features are kept */
    public FlorenceModels(int rememberedPictures) {
        this.seen = new EncodingCache<>(rememberedPictures, features -> 1);
    }

    /** How a model generates unless told otherwise. */
    public GenerationSettings settings(Model model) {
        return open(model).settings();
    }

    /** A task without input. */
    public FlorenceReply ask(Model model, Raster picture, FlorenceTask task, Cancellation cancellation) {
        return ask(model, picture, task, List.of(""), settings(model), cancellation)
                .get(0);
    }

    /**
     * A task on a picture, once for each input.
     *
     * @param inputs words, or {@link #region}s; one empty text for a task that takes none
     * @throws org.eyes4j.vision.generate.UnusablePromptException if an input is longer than the model reads
     */
    public List<FlorenceReply> ask(
            Model model,
            Raster picture,
            FlorenceTask task,
            List<String> inputs,
            GenerationSettings how,
            Cancellation cancellation) {
        Florence2 florence = open(model);
        Tensor features = seen.get(model.name(), picture, () -> florence.see(picture, cancellation));
        List<String> texts =
                inputs.stream().map(input -> task.token() + withoutTasks(input)).toList();
        return florence.generate(features, texts, how, TokenListener.SILENT, cancellation).stream()
                .map(generated -> reply(florence, generated, task, picture))
                .toList();
    }

    private static FlorenceReply reply(Florence2 florence, Generated generated, FlorenceTask task, Raster picture) {
        String text = florence.text(generated.toArray(), false);
        return new FlorenceReply(
                florence.answer(text, task.token(), picture.width(), picture.height()), generated.meanProbability());
    }

    /** A caller's words are words: a task's token in them would ask for something else. */
    private static String withoutTasks(String input) {
        String words = input;
        for (FlorenceTask task : FlorenceTask.values()) {
            words = words.replace(task.token(), " ");
        }
        return words;
    }

    /** A box of a picture as location tokens. */
    public static String region(BoundingBox box, Raster picture) {
        return location(box.x1(), picture.width())
                + location(box.y1(), picture.height())
                + location(box.x2(), picture.width())
                + location(box.y2(), picture.height());
    }

    private static String location(double at, int size) {
        return "<loc_" + (int) Math.max(0, Math.min(BINS - 1, Math.floor(at * BINS / size))) + ">";
    }

    private Florence2 open(Model model) {
        return models.computeIfAbsent(model.name(), name -> Florence2.of(model.hub(), model.engine()));
    }

    @Override
    public void close() {
        models.values().forEach(Florence2::close);
        models.clear();
        seen.clear();
    }
}
