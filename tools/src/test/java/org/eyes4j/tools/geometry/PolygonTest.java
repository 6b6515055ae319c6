package org.eyes4j.tools.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolygonTest {
    private static final Polygon L = Polygon.of(0, 0, 4, 0, 4, 2, 2, 2, 2, 6, 0, 6);

    @Test
    void should_measure_a_polygon() {
        assertThat(L.area()).isEqualTo(16);
        assertThat(L.signedArea()).isEqualTo(16);
        assertThat(L.perimeter()).isEqualTo(20);
        assertThat(L.box()).isEqualTo(new BoundingBox(0, 0, 4, 6));
        assertThat(L.centroid()).isEqualTo(new Point(1.5, 2.5));
    }

    @Test
    void should_measure_far_from_the_origin_as_near() {
        Polygon far = L.map(Affine.translation(1e9, 1e9));

        assertThat(far.area()).isEqualTo(16);
        assertThat(far.centroid()).isEqualTo(new Point(1e9 + 1.5, 1e9 + 2.5));
    }

    @Test
    void should_take_the_mean_of_the_corners_where_there_is_no_area() {
        assertThat(Polygon.of(0, 0, 3, 0, 6, 0).centroid().x()).isCloseTo(3, within(1e-12));
    }

    @Test
    void should_tell_inside_from_outside() {
        assertThat(L.contains(new Point(1, 5))).isTrue();
        assertThat(L.contains(new Point(3, 1))).isTrue();
        assertThat(L.contains(new Point(3, 3))).isFalse();
        assertThat(L.contains(new Point(0, 0))).isTrue();
        assertThat(L.contains(new Point(4, 1))).isFalse();
        assertThat(L.contains(new Point(1, 6))).isFalse();
    }

    @Test
    void should_refuse_fewer_than_three_points() {
        assertThatThrownBy(() -> Polygon.of(0, 0, 1, 1)).hasMessage("A polygon needs at least 3 points, got 2");
        assertThatThrownBy(() -> Polygon.of(0, 0, 1, 1, 2))
                .hasMessage("A polygon needs pairs of x and y, got 5 numbers");
        assertThatThrownBy(() -> L.simplify(-1)).hasMessage("A tolerance is at least 0 pixels, got -1.0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void should_never_drop_a_corner_farther_than_the_tolerance(long seed) {
        Random random = new Random(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double angle = 2 * Math.PI * i / 200;
            double radius = 50 + random.nextDouble() * 8;
            points.add(new Point(radius * Math.cos(angle), radius * Math.sin(angle)));
        }
        Polygon polygon = new Polygon(points);

        Polygon simple = polygon.simplify(3);

        assertThat(simple.points()).hasSizeLessThan(100);
        assertThat(points).containsAll(simple.points());
        assertThat(points).allSatisfy(p -> assertThat(distance(p, simple)).isLessThanOrEqualTo(3));
    }

    private static double distance(Point p, Polygon polygon) {
        double nearest = Double.POSITIVE_INFINITY;
        List<Point> points = polygon.points();
        for (int i = 0; i < points.size(); i++) {
            Point a = points.get(i);
            Point b = points.get((i + 1) % points.size());
            double length = a.distanceTo(b);
            double t = ((p.x() - a.x()) * (b.x() - a.x()) + (p.y() - a.y()) * (b.y() - a.y())) / (length * length);
            double clamped = Math.max(0, Math.min(1, t));
            nearest = Math.min(
                    nearest,
                    p.distanceTo(new Point(a.x() + clamped * (b.x() - a.x()), a.y() + clamped * (b.y() - a.y()))));
        }
        return nearest;
    }
}
