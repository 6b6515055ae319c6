package org.eyes4j.vision.setprediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * Remembers what was read and seen: asked again for a text, or about a picture, only what is new is computed. The graph is
 * taken apart for that when it is used a second time; one call by itself would only lose by it. Thread-safe.
 */
final class OwlMemory {
    static final int MOST_TEXTS = 4096;
    private static final int MOST_PICTURES = 2;

    private final OnnxModel whole;
    private final OnnxEngine engine;
    private final Map<String, float[]> texts = Recent.map(MOST_TEXTS);
    private final EncodingCache<OwlParts.Seen> pictures = new EncodingCache<>(MOST_PICTURES, seen -> 1);
    private boolean used;
    private boolean tried;
    private Optional<OwlParts> parts = Optional.empty();

    OwlMemory(OnnxModel whole, OnnxEngine engine) {
        this.whole = whole;
        this.engine = engine;
    }

    /** What a run of the whole graph gives. */
    record Answer(Tensor logits, Tensor boxes) {}

    /** The answer by parts; nothing where the whole graph is to be run. */
    Optional<Answer> answer(
            Raster picture,
            List<String> words,
            HubTokenizer.Batch tokens,
            Supplier<Prepared> prepare,
            Cancellation cancellation) {
        return ready().map(ready -> {
            OwlParts.Seen seen = pictures.get("owl", picture, () -> {
                try (Prepared prepared = prepare.get()) {
                    return ready.look(prepared.pixelValues(), cancellation);
                }
            });
            List<float[]> read = read(ready, words, tokens, cancellation);
            return new Answer(ready.join(seen, read, tokens.ids(), cancellation), seen.boxes());
        });
    }

    private synchronized Optional<OwlParts> ready() {
        if (parts.isPresent() || tried) {
            return parts;
        }
        Path graph = whole.path();
        parts = used ? OwlParts.make(graph, engine) : OwlParts.find(graph, engine);
        tried = used;
        used = true;
        if (parts.isPresent()) {
            whole.close();
        }
        return parts;
    }

    private List<float[]> read(
            OwlParts ready, List<String> words, HubTokenizer.Batch tokens, Cancellation cancellation) {
        Set<Integer> missing = new LinkedHashSet<>();
        float[][] embeddings = new float[words.size()][];
        for (int i = 0; i < embeddings.length; i++) {
            float[] known = texts.get(words.get(i));
            if (known == null) {
                missing.add(i);
            } else {
                embeddings[i] = known;
            }
        }
        if (!missing.isEmpty()) {
            List<Integer> places = new ArrayList<>(missing);
            List<float[]> read = ready.read(
                    new HubTokenizer.Batch(
                            rows(tokens.ids(), places), rows(tokens.attention(), places), rows(tokens.types(), places)),
                    cancellation);
            for (int k = 0; k < places.size(); k++) {
                embeddings[places.get(k)] = read.get(k);
                texts.put(words.get(places.get(k)), read.get(k));
            }
        }
        return List.of(embeddings);
    }

    private static long[][] rows(long[][] all, List<Integer> places) {
        return places.stream().map(i -> all[i]).toArray(long[][]::new);
    }
}
