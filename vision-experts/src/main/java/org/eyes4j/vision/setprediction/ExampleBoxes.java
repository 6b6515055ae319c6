package org.eyes4j.vision.setprediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubFamily;

/**
 * OWL-ViT and OWLv2 shown an example: the part of a picture that shows it is cut out and encoded, and its like is looked for.
 * Thread-safe.
 */
public final class ExampleBoxes {
    /** What a model that can do this is asked at by default. */
    public static final double USUAL_THRESHOLD = 0.6;

    /** The families that may have it. */
    public static final List<String> FAMILIES = List.of(HubFamily.OWLV2.id(), HubFamily.OWLVIT.id());

    private static final double SAME_THING = 0.3;

    private final OwlExampleDetector detector;

    private ExampleBoxes(OwlExampleDetector detector) {
        this.detector = detector;
    }

    /** Whether a model has the two graphs that this needs; hub exports have them not. */
    public static boolean serves(ModelManifest manifest) {
        return FAMILIES.contains(manifest.family())
                && has(manifest, OwlExampleDetector.ENCODER)
                && has(manifest, OwlExampleDetector.DETECTOR);
    }

    private static boolean has(ModelManifest manifest, String graph) {
        return manifest.files().values().stream().anyMatch(file -> file.path().contains(graph));
    }

    /** An open model's way with examples. */
    public static ExampleBoxes of(Model model) {
        return new ExampleBoxes(OwlExampleDetector.of(model.hub(), model.engine()));
    }

    /** An example: a picture and the part of it that shows the thing. */
    public record Example(Raster picture, BoundingBox box, String label) {}

    /**
     * What looks like any of the examples, best first, in pixels of the picture. The score is the model's probability.
     *
     * @return empty where there is nothing like them; an example in which the model sees no thing is told as a warning
     */
    public List<Detection> find(Raster picture, List<Example> examples, double threshold, ToolContext context) {
        List<Detection> found = new ArrayList<>();
        for (Example example : examples) {
            Optional<ExampleQuery> query = detector.encode(cut(example), context.cancellation());
            if (query.isEmpty()) {
                context.warn("In the example '" + example.label() + "' the model sees nothing to look for");
                continue;
            }
            detector.detect(picture, query.get(), threshold, SAME_THING, context.cancellation()).stream()
                    .map(b -> Detection.of(
                            example.label(), Math.min(1, b.score()), b.box().clip(picture.width(), picture.height())))
                    .filter(d -> d.box().area() > 0)
                    .forEach(found::add);
        }
        found.sort(Comparator.comparingDouble(Detection::score).reversed());
        return found;
    }

    private static Raster cut(Example example) {
        Raster from = example.picture();
        int x1 = (int) Math.max(0, Math.floor(example.box().x1()));
        int y1 = (int) Math.max(0, Math.floor(example.box().y1()));
        int x2 = (int) Math.min(from.width(), Math.ceil(example.box().x2()));
        int y2 = (int) Math.min(from.height(), Math.ceil(example.box().y2()));
        if (x2 <= x1 || y2 <= y1) {
            throw new IllegalArgumentException("The example " + example.box() + " lies outside its picture of "
                    + from.width() + " x " + from.height() + " pixels");
        }
        return Rasters.crop(from, x1, y1, x2, y2);
    }
}
