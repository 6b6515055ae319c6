package org.eyes4j.vision.text;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.Point;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.MinimumAreaRectangle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Turns a detector's text probability map into boxes: threshold, connected parts, the smallest rectangle around each, its
 * mean probability, and growth by the amount the training shrank text by. After Liao et al., "Real-time Scene Text
 * Detection with Differentiable Binarization" (2020).
 *
 * @param threshold probability above which a pixel is text
 * @param boxThreshold mean probability below which a box is dropped
 * @param unclip growth: area × unclip ÷ perimeter, in pixels
 * @param minimumSide boxes thinner than this many map pixels are dropped
 * @param maximumBoxes most boxes looked at
 */
record TextMap(double threshold, double boxThreshold, double unclip, double minimumSide, int maximumBoxes) {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /** A box in map pixels and its mean probability. */
    record Scored(LineBox box, double score) {}

    List<Scored> boxes(float[] map, int width, int height) {
        List<Scored> found = new ArrayList<>();
        boolean[] seen = new boolean[map.length];
        int[] queue = new int[map.length];
        int parts = 0;
        for (int start = 0; start < map.length && parts < maximumBoxes; start++) {
            if (seen[start] || map[start] <= threshold) {
                continue;
            }
            parts++;
            int size = flood(map, width, height, start, seen, queue);
            LineBox tight = around(queue, size, width);
            if (tight == null || Math.min(tight.width(), tight.height()) < minimumSide) {
                continue;
            }
            double score = mean(map, width, height, tight);
            if (score < boxThreshold) {
                continue;
            }
            double grow = tight.width() * tight.height() * unclip / (2 * (tight.width() + tight.height()));
            found.add(new Scored(tight.grow(grow), score));
        }
        return found;
    }

    /** Fills the queue with the part's pixels (8 neighbours) and gives their number. */
    private int flood(float[] map, int width, int height, int start, boolean[] seen, int[] queue) {
        int head = 0;
        int tail = 0;
        queue[tail++] = start;
        seen[start] = true;
        while (head < tail) {
            int at = queue[head++];
            int x = at % width;
            int y = at / width;
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int next = ny * width + nx;
                    if (!seen[next] && map[next] > threshold) {
                        seen[next] = true;
                        queue[tail++] = next;
                    }
                }
            }
        }
        return tail;
    }

    /** The smallest rectangle around the pixels (as squares), read along its longer side; null for a flat one. */
    private static @Nullable LineBox around(int[] pixels, int size, int width) {
        // Only the outermost pixels of each row matter to the hull.
        java.util.Map<Integer, int[]> rows = new java.util.HashMap<>();
        for (int i = 0; i < size; i++) {
            int x = pixels[i] % width;
            int[] ends = rows.computeIfAbsent(pixels[i] / width, y -> new int[] {x, x});
            ends[0] = Math.min(ends[0], x);
            ends[1] = Math.max(ends[1], x);
        }
        List<Coordinate> corners = new ArrayList<>(rows.size() * 4);
        rows.forEach((y, ends) -> {
            for (int dy = 0; dy <= 1; dy++) {
                corners.add(new Coordinate(ends[0], y + dy));
                corners.add(new Coordinate(ends[1] + 1, y + dy));
            }
        });
        Geometry rectangle = MinimumAreaRectangle.getMinimumRectangle(
                GEOMETRY.createMultiPointFromCoords(corners.toArray(Coordinate[]::new)));
        Coordinate[] c = rectangle.getCoordinates();
        if (c.length < 5) {
            return null;
        }
        double a = c[0].distance(c[1]);
        double b = c[1].distance(c[2]);
        boolean alongFirst = a >= b;
        Coordinate from = alongFirst ? c[0] : c[1];
        Coordinate to = alongFirst ? c[1] : c[2];
        double angle = Math.atan2(to.y - from.y, to.x - from.x);
        if (angle > Math.PI / 2) {
            angle -= Math.PI;
        } else if (angle <= -Math.PI / 2) {
            angle += Math.PI;
        }
        Point centre = new Point((c[0].x + c[2].x) / 2, (c[0].y + c[2].y) / 2);
        double longer = Math.max(a, b);
        double shorter = Math.min(a, b);
        // A box close to square says nothing about direction by its sides: take the one nearer to upright.
        if (longer < shorter * 1.2 && Math.abs(angle) > Math.PI / 4) {
            return new LineBox(centre, shorter, longer, angle > 0 ? angle - Math.PI / 2 : angle + Math.PI / 2);
        }
        return new LineBox(centre, longer, shorter, angle);
    }

    private static double mean(float[] map, int width, int height, LineBox box) {
        var outline = box.outline();
        var bounds = outline.box().clip(width, height);
        var back = box.toPicture().inverse();
        double sum = 0;
        int count = 0;
        for (int y = (int) bounds.y1(); y < bounds.y2(); y++) {
            for (int x = (int) bounds.x1(); x < bounds.x2(); x++) {
                Point inBox = back.apply(new Point(x + 0.5, y + 0.5));
                if (inBox.x() >= 0 && inBox.x() < box.width() && inBox.y() >= 0 && inBox.y() < box.height()) {
                    sum += map[y * width + x];
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
