package org.eyes4j.tools.basic;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Region;

/**
 * How one region stands to another, in the picture's plane. {@code t} is the tolerance, 0–1.
 *
 * <ul>
 *   <li>left of, right of, above, below: the centres are apart that way by more than {@code t} times the mean of the two
 *       widths (heights). Nothing is said about the other direction: what is above on the left is left of it.
 *   <li>inside: at least {@code 1 - t} of the item's pixels are the anchor's; contains: the other way round.
 *   <li>overlaps: the pixels in common are more than a hundredth of the smaller region's.
 *   <li>next to: the gap between the boxes is at most half the mean of the two boxes' mean sides.
 * </ul>
 *
 * Pixels are those of masks where both have one, else those of boxes.
 */
enum Relation {
    LEFT_OF {
        @Override
        boolean holds(Region item, Region anchor, Frame frame, double t) {
            BoundingBox a = item.box();
            BoundingBox b = anchor.box();
            return b.centre().x() - a.centre().x() > t * (a.width() + b.width()) / 2;
        }
    },
    RIGHT_OF {
        @Override
        boolean holds(Region item, Region anchor, Frame frame, double t) {
            return LEFT_OF.holds(anchor, item, frame, t);
        }
    },
    ABOVE {
        @Override
        boolean holds(Region item, Region anchor, Frame frame, double t) {
            BoundingBox a = item.box();
            BoundingBox b = anchor.box();
            return b.centre().y() - a.centre().y() > t * (a.height() + b.height()) / 2;
        }
    },
    BELOW {
        @Override
        boolean holds(Region item, Region anchor, Frame frame, double t) {
            return ABOVE.holds(anchor, item, frame, t);
        }
    },
    INSIDE {
        @Override
        boolean holds(Region item, Region anchor, Frame frame, double t) {
            double area = area(item, anchor);
            return area > 0 && common(item, anchor) >= (1 - t) * area;
        }
    },
    CONTAINS {
        @Override
        boolean holds(Region item, Region anchor, Frame frame, double t) {
            return INSIDE.holds(anchor, item, frame, t);
        }
    },
    OVERLAPS {
        @Override
        boolean holds(Region item, Region anchor, Frame frame, double t) {
            return common(item, anchor) > 0.01 * Math.min(area(item, anchor), area(anchor, item));
        }
    },
    NEXT_TO {
        @Override
        boolean holds(Region item, Region anchor, Frame frame, double t) {
            BoundingBox a = item.box();
            BoundingBox b = anchor.box();
            return gap(a, b) <= (a.width() + a.height() + b.width() + b.height()) / 8;
        }
    };

    abstract boolean holds(Region item, Region anchor, Frame frame, double t);

    /** The shortest distance between two boxes, 0 where they meet. */
    static double gap(BoundingBox a, BoundingBox b) {
        double dx = Math.max(0, Math.max(a.x1() - b.x2(), b.x1() - a.x2()));
        double dy = Math.max(0, Math.max(a.y1() - b.y2(), b.y1() - a.y2()));
        return Math.hypot(dx, dy);
    }

    private static double common(Region a, Region b) {
        Mask m = a.mask();
        Mask n = b.mask();
        return comparable(m, n) && m != null && n != null
                ? m.intersectionArea(n)
                : a.box().intersectionArea(b.box());
    }

    private static double area(Region a, Region other) {
        Mask m = a.mask();
        return comparable(m, other.mask()) && m != null ? m.area() : a.box().area();
    }

    private static boolean comparable(
            @org.jspecify.annotations.Nullable Mask m, @org.jspecify.annotations.Nullable Mask n) {
        return m != null && n != null && m.width() == n.width() && m.height() == n.height();
    }
}
