package org.eyes4j.vision.pose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.grid.GridDetector;
import org.eyes4j.vision.hub.HubException;

/** A YOLO export with key points sees everyone at once: people that were given are found again among them. Thread-safe. */
final class GridPeople {
    /** How sure it must be of a person. */
    private static final double SURE = 0.25;

    /** Boxes of one person overlap more. */
    private static final double SAME = 0.3;

    private final Map<String, GridDetector> detectors = new ConcurrentHashMap<>();

    /** Everyone in the picture, best first. */
    List<Region> all(Model model, Raster picture, ToolContext context) {
        return people(model, picture, context).stream()
                .map(person -> new Region("", person))
                .toList();
    }

    /** Those of the regions in which someone is seen, with their key points. */
    List<Region> in(Model model, Raster picture, List<Region> regions, ToolContext context) {
        List<Detection> free = new ArrayList<>(people(model, picture, context));
        List<Region> found = new ArrayList<>();
        for (Region region : regions) {
            BoundingBox box = region.box();
            Optional<Detection> nearest = free.stream()
                    .filter(d -> d.box().iou(box) > SAME)
                    .max(Comparator.comparingDouble(d -> d.box().iou(box)));
            nearest.ifPresent(person -> {
                free.remove(person);
                found.add(region.with(person));
            });
        }
        return found;
    }

    private List<Detection> people(Model model, Raster picture, ToolContext context) {
        GridDetector detector = detectors.computeIfAbsent(model.name(), name -> GridDetector.of(model));
        if (!detector.hasKeypoints()) {
            throw new HubException(model.name()
                    + ": expected an export with key points (kpt_shape in its metadata), found one without");
        }
        return detector.detect(picture, SURE, context.cancellation());
    }

    void clear() {
        detectors.clear();
    }
}
