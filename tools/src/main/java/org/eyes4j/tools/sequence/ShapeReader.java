package org.eyes4j.tools.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Keypoint;

/** Reads what the forms have in common: shapes made of points, whatever a point looks like. Used by one thread. */
final class ShapeReader {
    private final Cursor in;
    private final Supplier<Point> point;
    private final BooleanSupplier another;
    private final String separator;

    /**
     * For one form.
     *
     * @param point reads a point
     * @param another whether one more point of the same polygon follows
     * @param separator between the polygons of one region
     */
    ShapeReader(Cursor in, Supplier<Point> point, BooleanSupplier another, String separator) {
        this.in = in;
        this.point = point;
        this.another = another;
        this.separator = separator;
    }

    void read(Draft.Shape shape, Draft draft, Supplier<List<Keypoint>> keypoints) {
        in.skipSpace();
        switch (shape) {
            case BOX -> draft.box = box();
            case QUAD -> draft.quad = new Polygon(points(4));
            case POLYGON -> draft.polygons = polygons();
            case POINTS -> draft.keypoints = keypoints.get();
        }
        in.skipSpace();
    }

    private BoundingBox box() {
        int offset = in.offset();
        Point a = point.get();
        Point b = point.get();
        if (a.x() > b.x() || a.y() > b.y()) {
            throw in.expectedAt(offset, "x1, y1, x2, y2 with x1 <= x2 and y1 <= y2");
        }
        return new BoundingBox(a.x(), a.y(), b.x(), b.y());
    }

    private List<Polygon> polygons() {
        List<Polygon> polygons = new ArrayList<>();
        do {
            in.skipSpace();
            List<Point> points = points(3);
            in.skipSpace();
            while (another.getAsBoolean()) {
                points.add(point.get());
                in.skipSpace();
            }
            polygons.add(new Polygon(points));
        } while (in.take(separator));
        return polygons;
    }

    private List<Point> points(int count) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(point.get());
        }
        return points;
    }
}
