package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.grid.GridDetector;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.sam.SegmentByMeaning;

/** {@code segment} by words on a YOLO export with masks: the words are matched to its labels by tables. Thread-safe. */
public final class GridSegment implements SegmentByMeaning {
    private final Map<String, GridDetector> detectors = new ConcurrentHashMap<>();

    @Override
    public List<String> families() {
        return List.of(GridDetector.FAMILY);
    }

    /** The threshold is that of things: of their pixels all are taken that more likely belong to them than not. */
    @Override
    public List<Meant> byWords(Model model, Raster picture, List<String> words, double threshold, ToolContext context) {
        GridDetector detector = detectors.computeIfAbsent(model.name(), name -> GridDetector.of(model));
        if (!detector.hasMasks()) {
            throw new HubException(
                    model.name()
                            + ": expected an export with masks (an output of four dimensions), found one that gives boxes only");
        }
        LabelMatcher.Match match = new LabelMatcher(detector.labels()).match(words, texts -> Optional.empty());
        match.unknown()
                .forEach(word -> context.warn(
                        model.name() + " has no label that stands for '" + word + "': it was not looked for"));
        List<Detection> found =
                match.matched().isEmpty() ? List.of() : detector.detect(picture, threshold, context.cancellation());
        List<Meant> meant = new ArrayList<>();
        match.matched()
                .forEach((word, labels) -> found.forEach(d -> {
                    Mask mask = d.mask();
                    if (labels.contains(d.label()) && mask != null && !mask.isEmpty()) {
                        meant.add(new Meant(word, d.score(), mask));
                    }
                }));
        return meant;
    }

    @Override
    public boolean takesExamples(Model model) {
        return false;
    }

    @Override
    public List<Meant> byExample(Model model, Raster picture, Raster example, double threshold, ToolContext context) {
        throw new IllegalStateException(model.name() + " takes no examples");
    }

    @Override
    public void close() {
        detectors.clear();
    }
}
