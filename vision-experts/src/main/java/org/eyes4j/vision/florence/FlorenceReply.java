package org.eyes4j.vision.florence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;

/**
 * An answer and how sure the model was of it.
 *
 * @param answer what it says
 * @param score the mean probability of its tokens, 0 to 1: one for all things it names
 */
public record FlorenceReply(FlorenceAnswer answer, double score) {

    /**
     * The things it names, cut to the picture: boxes, lines of text with their outlines, or masks. What lies outside or has no
     * area is left out.
     *
     * @param label for things that the answer gives none
     */
    public List<Detection> detections(Raster picture, String label) {
        List<Detection> detections = new ArrayList<>();
        for (FlorenceItem item : answer.items()) {
            detection(item, picture)
                    .filter(d -> d.box().area() > 0)
                    .map(d -> d.withLabel(d.label().isBlank() ? label : d.label()))
                    .map(d -> d.withAttribute("generated", "true"))
                    .ifPresent(detections::add);
        }
        return List.copyOf(detections);
    }

    private Optional<Detection> detection(FlorenceItem item, Raster picture) {
        int width = picture.width();
        int height = picture.height();
        return switch (item.shape()) {
            case BOX ->
                Optional.of(Detection.of(
                        item.label(),
                        score,
                        BoundingBox.around(points(item.coordinates().get(0))).clip(width, height)));
            case QUAD -> {
                Polygon quad = new Polygon(points(item.coordinates().get(0)));
                yield Optional.of(Detection.of("text", score, quad.box().clip(width, height))
                        .withText(item.label())
                        .withOutline(quad));
            }
            case POLYGONS -> {
                List<Polygon> polygons = item.coordinates().stream()
                        .filter(xy -> xy.size() >= 6)
                        .map(xy -> new Polygon(points(xy)))
                        .toList();
                Mask mask = Mask.fromPolygons(width, height, polygons);
                yield mask.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Detection.of(item.label(), score, mask.box()).withMask(mask));
            }
        };
    }

    private static List<Point> points(List<Integer> xy) {
        return IntStream.range(0, xy.size() / 2)
                .mapToObj(i -> new Point(xy.get(2 * i), xy.get(2 * i + 1)))
                .toList();
    }
}
