package org.eyes4j.tools.geometry;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Walks along the edges between set and unset pixels with the set pixels on the right hand, turning left wherever possible, so
 * that diagonal neighbours stay together. Every contour has an edge on top of a set pixel, so it is enough to remember those.
 */
final class Contours {
    private static final int RIGHT = 0;
    private static final int DOWN = 1;
    private static final int LEFT = 2;
    /** Steps of the four directions, clockwise on screen; 3 is up. */
    private static final int[] STEP_X = {1, 0, -1, 0};

    private static final int[] STEP_Y = {0, 1, 0, -1};

    private final int width;
    private final int height;
    private final boolean[] bitmap;
    private final BitSet walked;
    private final double offsetX;
    private final double offsetY;

    private Contours(Mask part, BoundingBox box) {
        width = part.width();
        height = part.height();
        bitmap = part.toBitmap();
        walked = new BitSet(bitmap.length);
        offsetX = box.x1();
        offsetY = box.y1();
    }

    static List<Polygon> trace(Mask mask) {
        return mask.isEmpty() ? List.of() : new Contours(mask.crop(mask.box()), mask.box()).all();
    }

    private List<Polygon> all() {
        List<Polygon> polygons = new ArrayList<>();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (at(x, y) && !at(x, y - 1) && !walked.get(y * width + x)) {
                    polygons.add(walk(x, y));
                }
            }
        }
        return List.copyOf(polygons);
    }

    private Polygon walk(int startX, int startY) {
        List<Point> corners = new ArrayList<>();
        int x = startX;
        int y = startY;
        int direction = RIGHT;
        do {
            if (direction == RIGHT) {
                walked.set(y * width + x);
            }
            x += STEP_X[direction];
            y += STEP_Y[direction];
            int next = turn(x, y, direction);
            if (next != direction) {
                corners.add(new Point(x + offsetX, y + offsetY));
            }
            direction = next;
        } while (x != startX || y != startY || direction != RIGHT);
        return new Polygon(corners);
    }

    private int turn(int x, int y, int direction) {
        // The two pixels ahead of the corner (x, y).
        int aheadX = direction == RIGHT ? x : x - 1;
        int aheadY = direction == DOWN ? y : y - 1;
        boolean left;
        boolean right;
        if (direction == RIGHT || direction == LEFT) {
            boolean upper = at(aheadX, y - 1);
            boolean lower = at(aheadX, y);
            left = direction == RIGHT ? upper : lower;
            right = direction == RIGHT ? lower : upper;
        } else {
            boolean west = at(x - 1, aheadY);
            boolean east = at(x, aheadY);
            left = direction == DOWN ? east : west;
            right = direction == DOWN ? west : east;
        }
        if (left) {
            return (direction + 3) % 4;
        }
        return right ? direction : (direction + 1) % 4;
    }

    private boolean at(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && bitmap[y * width + x];
    }
}
