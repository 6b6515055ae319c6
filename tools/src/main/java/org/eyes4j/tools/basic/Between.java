package org.eyes4j.tools.basic;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;

/**
 * Whether a box stands between two others, in the picture's plane: along the line that joins their centres its centre lies
 * beyond the edge of the one and before that of the other, and across that line it reaches into the lane that the larger of
 * the two is wide. A lamp high above two cups on a table is not between them.
 */
final class Between {
    private Between() {}

    /** @param tolerance how far into the two boxes the centre may lie, 0–1: 0 not at all, 1 up to their centres */
    static boolean holds(BoundingBox item, BoundingBox a, BoundingBox b, double tolerance) {
        Point from = a.centre();
        Point to = b.centre();
        double distance = from.distanceTo(to);
        if (distance == 0) {
            return false;
        }
        double ux = (to.x() - from.x()) / distance;
        double uy = (to.y() - from.y()) / distance;
        double dx = item.centre().x() - from.x();
        double dy = item.centre().y() - from.y();
        double along = dx * ux + dy * uy;
        double across = Math.abs(dx * uy - dy * ux);
        double lane = Math.max(reach(a, uy, ux), reach(b, uy, ux)) + reach(item, uy, ux);
        return along > (1 - tolerance) * reach(a, ux, uy)
                && along < distance - (1 - tolerance) * reach(b, ux, uy)
                && across < lane;
    }

    /** How far a box reaches from its centre in a direction. */
    private static double reach(BoundingBox box, double x, double y) {
        return (box.width() * Math.abs(x) + box.height() * Math.abs(y)) / 2;
    }
}
