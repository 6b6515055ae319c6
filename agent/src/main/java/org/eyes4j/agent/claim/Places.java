package org.eyes4j.agent.claim;

import org.eyes4j.tools.geometry.BoundingBox;

/**
 * Places in a picture. Something is on the left when its centre lies in the left 45 % of the picture, and not on the left
 * from the middle on; in between nobody can tell. The middle is the middle 40 %, and not the outer quarters. Stateless.
 */
final class Places {
    private static final double SIDE = 0.45;
    private static final double HALF = 0.5;

    private Places() {}

    static Truth at(Seen seen, Condition.At at) {
        if (at.across() == 0 && at.down() == 0) {
            // People say "in the middle" of what is neither left nor right, unless it is quite at the top or the
            // bottom.
            double y = seen.y();
            Truth within = y >= 0.2 && y <= 0.8 ? Truth.TRUE : y < 0.15 || y > 0.85 ? Truth.FALSE : Truth.UNKNOWN;
            return along(seen.x(), 0, false).and(within);
        }
        Truth across = at.across() == Condition.At.ANY ? Truth.TRUE : along(seen.x(), at.across(), at.half());
        Truth down = at.down() == Condition.At.ANY ? Truth.TRUE : along(seen.y(), at.down(), at.half());
        return across.and(down);
    }

    private static Truth along(double position, int where, boolean half) {
        if (where == 0) {
            return position >= 0.3 && position <= 0.7
                    ? Truth.TRUE
                    : position < 0.25 || position > 0.75 ? Truth.FALSE : Truth.UNKNOWN;
        }
        double from = where < 0 ? position : 1 - position;
        return from <= (half ? HALF : SIDE) ? Truth.TRUE : from >= HALF ? Truth.FALSE : Truth.UNKNOWN;
    }

    /**
     * Whether something is on something: its foot within the other's box or near its top, and above it or in it; across the
     * other, not beside it.
     */
    static Truth on(BoundingBox item, BoundingBox anchor) {
        double common = Math.min(item.x2(), anchor.x2()) - Math.max(item.x1(), anchor.x1());
        boolean across = common >= 0.3 * Math.min(item.width(), anchor.width());
        if (!across) {
            return Truth.FALSE;
        }
        double reach = 0.15 * Math.max(item.height(), anchor.height());
        boolean foot = item.y2() >= anchor.y1() - reach && item.y2() <= anchor.y2() + reach;
        boolean higher = item.centre().y() < anchor.centre().y() || item.intersectionArea(anchor) >= 0.7 * item.area();
        if (foot && higher) {
            return Truth.TRUE;
        }
        return item.y1() > anchor.y2() || item.y2() < anchor.y1() - 2 * reach || !higher ? Truth.FALSE : Truth.UNKNOWN;
    }
}
