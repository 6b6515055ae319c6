package org.eyes4j.vision.dual;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Vectors of one model's texts, the least recently used given up first. Thread-safe. The vectors are not to be changed. */
final class TextFeatures {
    private static final int MAX = 8192;

    private final Map<String, float[]> vectors = new LinkedHashMap<>(16, 0.75f, true);

    /** The vectors of texts, of which only those that are not kept are encoded, in one go. */
    float[][] get(List<String> texts, Function<List<String>, List<float[]>> encode) {
        Map<String, float[]> known = new LinkedHashMap<>();
        Set<String> missing = new LinkedHashSet<>();
        synchronized (vectors) {
            for (String text : texts) {
                float[] vector = vectors.get(text);
                if (vector == null) {
                    missing.add(text);
                } else {
                    known.put(text, vector);
                }
            }
        }
        List<String> wanted = new ArrayList<>(missing);
        List<float[]> made = wanted.isEmpty() ? List.of() : encode.apply(wanted);
        synchronized (vectors) {
            for (int i = 0; i < wanted.size(); i++) {
                known.put(wanted.get(i), made.get(i));
                vectors.put(wanted.get(i), made.get(i));
            }
            Iterator<String> oldest = vectors.keySet().iterator();
            while (vectors.size() > MAX) {
                oldest.next();
                oldest.remove();
            }
        }
        return texts.stream().map(t -> Objects.requireNonNull(known.get(t))).toArray(float[][]::new);
    }

    void clear() {
        synchronized (vectors) {
            vectors.clear();
        }
    }
}
