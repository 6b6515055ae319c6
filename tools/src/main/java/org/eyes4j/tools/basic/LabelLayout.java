package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;

/**
 * Finds room for labels at boxes, one after another: inside the picture, off the labels placed before, and, if it can be,
 * off the things themselves. Not thread-safe.
 */
final class LabelLayout {
    private final double width;
    private final double height;
    private final List<BoundingBox> things;
    private final List<BoundingBox> placed = new ArrayList<>();

    /**
     * @param things what labels had better not cover
     */
    LabelLayout(double width, double height, List<BoundingBox> things) {
        this.width = width;
        this.height = height;
        this.things = things;
    }

    /** The room for a label of this size at a box. */
    BoundingBox place(BoundingBox box, double w, double h) {
        BoundingBox best = null;
        double least = Double.POSITIVE_INFINITY;
        for (BoundingBox candidate : candidates(box, w, h)) {
            BoundingBox inside = into(candidate, w, h);
            double cost = cost(inside, candidate, box);
            if (cost < least) {
                least = cost;
                best = inside;
            }
        }
        BoundingBox chosen = best == null ? into(box, w, h) : best;
        if (covers(chosen)) {
            chosen = nearestFree(box, w, h, chosen);
        }
        placed.add(chosen);
        return chosen;
    }

    private boolean covers(BoundingBox label) {
        return placed.stream().anyMatch(other -> label.intersectionArea(other) > 0);
    }

    /** The free place nearest to a box, on a lattice over the picture; the second best where there is none. */
    private BoundingBox nearestFree(BoundingBox box, double w, double h, BoundingBox secondBest) {
        BoundingBox best = secondBest;
        double least = Double.POSITIVE_INFINITY;
        for (double y = 0; y + h <= height; y += h / 2) {
            for (double x = 0; x + w <= width; x += w / 4) {
                BoundingBox place = BoundingBox.ofXywh(x, y, w, h);
                double far = Relation.gap(place, box) + 0.01 * place.centre().distanceTo(box.centre());
                if (far < least && !covers(place)) {
                    least = far;
                    best = place;
                }
            }
        }
        return best;
    }

    private static List<BoundingBox> candidates(BoundingBox box, double w, double h) {
        List<BoundingBox> all = new ArrayList<>();
        double[] lefts = {box.x1(), box.x2() - w, box.centre().x() - w / 2};
        for (double y : new double[] {box.y1() - h, box.y1(), box.y2(), box.y2() - h}) {
            for (double x : lefts) {
                all.add(BoundingBox.ofXywh(x, y, w, h));
            }
        }
        for (int step = 0; step < 6; step++) {
            all.add(BoundingBox.ofXywh(box.x2(), box.y1() + step * h, w, h));
            all.add(BoundingBox.ofXywh(box.x1() - w, box.y1() + step * h, w, h));
            all.add(BoundingBox.ofXywh(box.x1(), box.y1() + step * h, w, h));
            all.add(BoundingBox.ofXywh(box.x1(), box.y1() - (step + 1) * h, w, h));
        }
        return all;
    }

    /** Covering another label is worst; leaving one's own thing, or covering another, is bad; order decides the rest. */
    private double cost(BoundingBox label, BoundingBox wished, BoundingBox own) {
        double area = Math.max(1, label.area());
        double cost = Math.hypot(label.x1() - wished.x1(), label.y1() - wished.y1()) / Math.max(1, label.height());
        for (BoundingBox other : placed) {
            cost += 100 * label.intersectionArea(other) / area;
        }
        for (BoundingBox thing : things) {
            if (!thing.equals(own)) {
                cost += 2 * label.intersectionArea(thing) / area;
            }
        }
        cost += 0.5 * label.intersectionArea(own) / area;
        return cost + Relation.gap(label, own) / Math.max(1, label.height());
    }

    private BoundingBox into(BoundingBox label, double w, double h) {
        double x = Math.max(0, Math.min(label.x1(), width - w));
        double y = Math.max(0, Math.min(label.y1(), height - h));
        return BoundingBox.ofXywh(x, y, w, h);
    }
}
