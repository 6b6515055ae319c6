package org.eyes4j.tools.geometry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Line simplification (D. Douglas and T. Peucker, 1973): keep both ends; where the farthest point between them is farther from
 * their segment than the tolerance, keep it and look at both halves.
 */
final class DouglasPeucker {
    private DouglasPeucker() {}

    /** A closed ring, cut at its first point and at the point farthest from it. */
    static List<Point> ring(List<Point> ring, double tolerance) {
        int n = ring.size();
        int far = 0;
        double farthest = -1;
        for (int i = 0; i < n; i++) {
            double distance = ring.get(0).distanceTo(ring.get(i));
            if (distance > farthest) {
                farthest = distance;
                far = i;
            }
        }
        BitSet kept = new BitSet(n);
        kept.set(0);
        kept.set(far);
        keep(ring, 0, far, tolerance, kept);
        keep(ring, far, n, tolerance, kept);
        if (kept.cardinality() < 3) {
            // All within the tolerance of one line: the triangle that leaves the least out.
            Span first = farthest(ring, 0, far);
            Span second = farthest(ring, far, n);
            kept.set(first.distance >= second.distance ? first.at : second.at);
        }
        if (kept.cardinality() < 3) {
            return ring;
        }
        List<Point> out = new ArrayList<>(kept.cardinality());
        kept.stream().forEach(i -> out.add(ring.get(i)));
        return out;
    }

    private static void keep(List<Point> ring, int from, int to, double tolerance, BitSet kept) {
        Deque<int[]> open = new ArrayDeque<>();
        open.push(new int[] {from, to});
        while (!open.isEmpty()) {
            int[] part = open.pop();
            Span span = farthest(ring, part[0], part[1]);
            if (span.distance > tolerance) {
                kept.set(span.at);
                open.push(new int[] {part[0], span.at});
                open.push(new int[] {span.at, part[1]});
            }
        }
    }

    private static Span farthest(List<Point> ring, int from, int to) {
        Point a = ring.get(from);
        Point b = ring.get(to % ring.size());
        int at = from;
        double farthest = -1;
        for (int i = from + 1; i < to; i++) {
            double distance = distance(ring.get(i), a, b);
            if (distance > farthest) {
                farthest = distance;
                at = i;
            }
        }
        return new Span(at, farthest);
    }

    private static double distance(Point p, Point a, Point b) {
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double squared = dx * dx + dy * dy;
        double along = squared == 0 ? 0 : ((p.x() - a.x()) * dx + (p.y() - a.y()) * dy) / squared;
        double t = Math.max(0, Math.min(1, along));
        return Math.hypot(p.x() - a.x() - t * dx, p.y() - a.y() - t * dy);
    }

    private record Span(int at, double distance) {}
}
