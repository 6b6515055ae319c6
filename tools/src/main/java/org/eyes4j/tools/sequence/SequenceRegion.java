package org.eyes4j.tools.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.jspecify.annotations.Nullable;

/**
 * What a sequence tells about one region, in pixels. At least one of box, quad, polygons and key points is there.
 *
 * @param id letters, digits, {@code _} and {@code -}, at most 64; empty where there is none
 * @param label any text, also empty
 * @param box around it
 * @param quad its four corners, such as those of a slanted line of text
 * @param polygons its contours; what an even number of them surrounds is outside (a hole)
 * @param keypoints its named points; a sequence does not tell their scores
 */
public record SequenceRegion(
        String id,
        String label,
        @Nullable BoundingBox box,
        @Nullable Polygon quad,
        List<Polygon> polygons,
        List<Keypoint> keypoints) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{0,64}");

    public SequenceRegion {
        polygons = List.copyOf(polygons);
        keypoints = List.copyOf(keypoints);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "The id of a region is at most 64 letters, digits, '_' and '-', got '" + id + "'");
        }
        if (quad != null && quad.points().size() != 4) {
            throw new IllegalArgumentException(
                    "A quad has 4 corners, got " + quad.points().size());
        }
        if (box == null && quad == null && polygons.isEmpty() && keypoints.isEmpty()) {
            throw new IllegalArgumentException(
                    "Region '" + label + "' needs a box, a quad, polygons or key points, got none");
        }
    }

    public static SequenceRegion ofBox(String label, BoundingBox box) {
        return new SequenceRegion("", label, box, null, List.of(), List.of());
    }

    public static SequenceRegion ofQuad(String label, Polygon quad) {
        return new SequenceRegion("", label, null, quad, List.of(), List.of());
    }

    public static SequenceRegion ofPolygons(String label, List<Polygon> polygons) {
        return new SequenceRegion("", label, null, null, polygons, List.of());
    }

    public static SequenceRegion ofKeypoints(String label, List<Keypoint> keypoints) {
        return new SequenceRegion("", label, null, null, List.of(), keypoints);
    }

    /**
     * All that a sequence can tell about a region: its box, the contours of its mask, its outline, its key points.
     *
     * @param tolerance how far, in pixels, a contour may be from the mask's edge
     * @param maxPolygons how many contours are kept, the largest ones
     */
    public static SequenceRegion of(Region region, double tolerance, int maxPolygons) {
        Detection d = region.detection();
        Mask mask = d.mask();
        Polygon outline = d.outline();
        boolean isQuad = outline != null && outline.points().size() == 4;
        List<Polygon> polygons = List.of();
        if (mask != null) {
            polygons = largest(mask.toPolygons(tolerance), maxPolygons);
        } else if (outline != null && !isQuad) {
            polygons = List.of(outline.simplify(tolerance));
        }
        return new SequenceRegion(region.id(), d.label(), d.box(), isQuad ? outline : null, polygons, d.keypoints());
    }

    /** The box, or where there is none the smallest box around everything else. */
    public BoundingBox bounds() {
        if (box != null) {
            return box;
        }
        List<Point> points = new ArrayList<>();
        if (quad != null) {
            points.addAll(quad.points());
        }
        polygons.forEach(p -> points.addAll(p.points()));
        keypoints.forEach(k -> points.add(new Point(k.x(), k.y())));
        return BoundingBox.around(points);
    }

    /** This region as a detection of score 1 in a frame of the given size; polygons become its mask. */
    public Detection toDetection(int width, int height) {
        Mask mask = polygons.isEmpty() ? null : Mask.fromContours(width, height, polygons);
        return new Detection(label, 1, bounds(), mask, keypoints, quad, null, Map.of());
    }

    private static List<Polygon> largest(List<Polygon> polygons, int max) {
        if (polygons.size() <= max) {
            return polygons;
        }
        Set<Polygon> kept = new HashSet<>(polygons.stream()
                .sorted(Comparator.comparingDouble(Polygon::area).reversed())
                .limit(max)
                .toList());
        return polygons.stream().filter(kept::contains).toList();
    }
}
