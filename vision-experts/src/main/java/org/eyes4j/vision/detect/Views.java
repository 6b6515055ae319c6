package org.eyes4j.vision.detect;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;

/**
 * Where a detector with a square input looks. A picture much wider than high (or the reverse) loses what is small in it when it
 * is squeezed into a square, so overlapping squares of it are looked at besides the whole.
 */
final class Views {
    /** Longer side ÷ shorter side from which on squares are looked at too: beyond 3:2, as in 16:9. */
    static final double ELONGATED = 1.6;
    /** Squares advance by this share of their side: what one cuts in two stands whole in the next. */
    private static final double ADVANCE = 0.4;
    /** A box this near (share of the side) to a border inside the picture was cut by it. */
    private static final double NEAR = 0.015;

    private Views() {}

    /** The whole picture first. */
    static List<BoundingBox> of(int width, int height) {
        List<BoundingBox> views = new ArrayList<>();
        views.add(new BoundingBox(0, 0, width, height));
        int side = Math.min(width, height);
        int rest = Math.max(width, height) - side;
        if (side + rest < ELONGATED * side) {
            return views;
        }
        int steps = (int) Math.ceil(rest / (ADVANCE * side));
        for (int i = 0; i <= steps; i++) {
            int at = (int) Math.round((double) i * rest / steps);
            views.add(
                    width > height ? new BoundingBox(at, 0, at + side, side) : new BoundingBox(0, at, side, at + side));
        }
        return views;
    }

    /** Whether a box touches a border of its view that lies inside the picture: only a part of the thing was seen. */
    static boolean isCut(BoundingBox box, BoundingBox view, int width, int height) {
        double margin = NEAR * Math.min(view.width(), view.height());
        return view.x1() > 0 && box.x1() < view.x1() + margin
                || view.y1() > 0 && box.y1() < view.y1() + margin
                || view.x2() < width && box.x2() > view.x2() - margin
                || view.y2() < height && box.y2() > view.y2() - margin;
    }
}
