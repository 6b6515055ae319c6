package org.eyes4j.vision.dual;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.grid.WordVectors;

/** The CLIP text encoders that detectors with a vocabulary given at run time have beside their graphs. Thread-safe. */
public final class ClipWords implements WordVectors {
    private final Map<String, DualEncoder> encoders = new ConcurrentHashMap<>();

    @Override
    public float[][] of(Model model, List<String> words, Cancellation cancellation) {
        return encoder(model).texts(words, cancellation);
    }

    @Override
    public boolean isCut(Model model, String word) {
        return encoder(model).isCut(word);
    }

    private DualEncoder encoder(Model model) {
        return encoders.computeIfAbsent(
                model.name(), name -> DualEncoder.ofTexts(model.hub(), model.engine(), model.postprocess()));
    }

    @Override
    public void close() {
        encoders.values().forEach(DualEncoder::close);
        encoders.clear();
    }
}
