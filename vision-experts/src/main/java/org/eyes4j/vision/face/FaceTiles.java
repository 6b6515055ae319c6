package org.eyes4j.vision.face;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.vision.crop.SquareCrop;

/**
 * Where to look for faces of all sizes: the whole picture (once with a wide border, for a face that fills it), then squares of
 * half, a quarter, … of its longer side, down to the model's own resolution. A model that sees faces from a sixteenth to half
 * of its input then sees those from a sixteenth of the smallest square on.
 *
 * @param squares overlapping by a third at least, so that what one level can see is whole in one square
 * @param smallestFace about the smallest side of a face that can be seen, in pixels
 * @param unseen whether finer squares would see smaller faces, but there would be too many of them
 */
record FaceTiles(List<SquareCrop> squares, double smallestFace, boolean unseen) {
    /** The least part of the input's side that a face must take to be seen. */
    private static final double LEAST_PART = 1 / 16.;

    private static final double STEP = 2 / 3.;

    FaceTiles {
        squares = List.copyOf(squares);
    }

    /**
     * Squares for a picture.
     *
     * @param resolution of the model's input
     * @param most squares at most; a level that would not fit is left out, with the finer ones
     */
    static FaceTiles of(int width, int height, int resolution, int most) {
        double longest = Math.max(width, height);
        List<SquareCrop> squares = new ArrayList<>();
        Point middle = new Point(width / 2., height / 2.);
        squares.add(new SquareCrop(middle, longest * 2, 0));
        squares.add(new SquareCrop(middle, longest, 0));
        double finest = longest;
        while (finest > resolution) {
            double side = Math.max(resolution, finest / 2);
            List<SquareCrop> level = level(width, height, side);
            if (squares.size() + level.size() > most) {
                break;
            }
            squares.addAll(level);
            finest = side;
        }
        return new FaceTiles(squares, finest * LEAST_PART, finest > resolution);
    }

    private static List<SquareCrop> level(int width, int height, double side) {
        List<SquareCrop> level = new ArrayList<>();
        for (double y : centres(height, side)) {
            for (double x : centres(width, side)) {
                level.add(new SquareCrop(new Point(x, y), side, 0));
            }
        }
        return level;
    }

    private static List<Double> centres(double length, double side) {
        if (length <= side) {
            return List.of(middle((length - side) / 2, side));
        }
        int steps = (int) Math.ceil((length - side) / (side * STEP));
        List<Double> centres = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            centres.add(middle(i * (length - side) / steps, side));
        }
        return centres;
    }

    /** Squares begin with a whole pixel: where they have the model's resolution, theirs are then the picture's own. */
    private static double middle(double from, double side) {
        return Math.round(from) + side / 2;
    }
}
