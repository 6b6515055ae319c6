package org.eyes4j.vision.detect;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.florence.FlorenceModels;
import org.eyes4j.vision.grid.GridDetector;
import org.eyes4j.vision.grid.WordGrid;
import org.eyes4j.vision.grid.WordVectors;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.setprediction.GroundingDino;
import org.eyes4j.vision.setprediction.OwlDetector;
import org.eyes4j.vision.setprediction.SetPredictionDetector;

/** The detectors of open models, one for each, made when first asked for. Thread-safe. */
final class Detectors implements AutoCloseable {
    static final Set<String> OWL = Set.of(HubFamily.OWLVIT.id(), HubFamily.OWLV2.id());

    private final Map<String, BoxDetector> closed = new ConcurrentHashMap<>();
    private final Map<String, WordDetector> open = new ConcurrentHashMap<>();

    private final FlorenceModels florence;
    private final WordVectors vectors;

    Detectors(FlorenceModels florence, WordVectors vectors) {
        this.florence = florence;
        this.vectors = vectors;
    }

    /** Whether a model finds whatever words name, rather than a list of labels. */
    static boolean takesWords(ModelManifest manifest) {
        String family = manifest.family();
        return WordGrid.is(manifest)
                || OWL.contains(family)
                || family.equals(HubFamily.GROUNDING_DINO.id())
                || namesThings(family);
    }

    /** Whether one of those also finds things when no words are given. */
    static boolean namesThings(String family) {
        return family.equals(HubFamily.FLORENCE2.id());
    }

    BoxDetector closed(Model model) {
        return closed.computeIfAbsent(model.name(), name -> switch (model.manifest()
                .family()) {
            case "ssd" -> new SsdDetector(model);
            case "centernet" -> new CenterNetDetector(model);
            case GridDetector.FAMILY -> new GridBoxes(GridDetector.of(model));
            default -> new SetPredictionBoxes(SetPredictionDetector.of(model.hub(), model.engine()));
        });
    }

    WordDetector open(Model model) {
        double sameThing = model.postprocess().number("iou_threshold", 0.7);
        String family = model.manifest().family();
        return open.computeIfAbsent(model.name(), name -> {
            if (namesThings(family)) {
                return new FlorenceWords(model, florence);
            }
            if (WordGrid.is(model.manifest())) {
                return new GridWords(model, WordGrid.of(model), vectors);
            }
            return OWL.contains(family)
                    ? new OwlWords(OwlDetector.of(model.hub(), model.engine()), sameThing)
                    : new DinoWords(GroundingDino.of(model.hub(), model.engine()), sameThing);
        });
    }

    @Override
    public void close() {
        open.values().forEach(WordDetector::close);
        open.clear();
        closed.clear();
        vectors.close();
    }
}
