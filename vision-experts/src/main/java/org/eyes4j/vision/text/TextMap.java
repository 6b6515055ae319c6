package org.eyes4j.vision.text;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.vision.onnx.Tensor;
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

    /** @param map {@code […, height, width]}; NaN and infinity are refused */
    List<Scored> boxes(Tensor map) {
        int width = map.dim(-1);
        int height = map.dim(-2);
        FloatBuffer probabilities = map.floats();
        List<Scored> found = new ArrayList<>();
        List<TextPart> parts = TextPart.of(map.atLeast(Math.nextUp(threshold)), width);
        for (TextPart part : parts.subList(0, Math.min(parts.size(), maximumBoxes))) {
            LineBox tight = around(part.corners());
            if (tight == null || Math.min(tight.width(), tight.height()) < minimumSide) {
                continue;
            }
            double score = mean(probabilities, width, height, tight);
            if (score < boxThreshold) {
                continue;
            }
            double grow = tight.width() * tight.height() * unclip / (2 * (tight.width() + tight.height()));
            found.add(new Scored(tight.grow(grow), score));
        }
        return found;
    }

    /** The smallest rectangle around some points, read along its longer side; null for a flat one. */
    private static @Nullable LineBox around(List<Coordinate> corners) {
        Geometry rectangle =
                MinimumAreaRectangle.getMinimumRectangle(GEOMETRY.createLineString(corners.toArray(Coordinate[]::new)));
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

    private static double mean(FloatBuffer map, int width, int height, LineBox box) {
        BoundingBox bounds = box.outline().box().clip(width, height);
        Affine back = box.toPicture().inverse();
        int left = (int) bounds.x1();
        int right = Math.min(width, (int) Math.ceil(bounds.x2()));
        float[] row = new float[Math.max(0, right - left)];
        double sum = 0;
        int count = 0;
        for (int y = (int) bounds.y1(); y < bounds.y2(); y++) {
            map.get(y * width + left, row);
            for (int x = left; x < right; x++) {
                double along = back.a() * (x + 0.5) + back.b() * (y + 0.5) + back.c();
                double across = back.d() * (x + 0.5) + back.e() * (y + 0.5) + back.f();
                if (along >= 0 && along < box.width() && across >= 0 && across < box.height()) {
                    sum += row[x - left];
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
