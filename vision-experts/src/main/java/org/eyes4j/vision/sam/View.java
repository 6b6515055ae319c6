package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;

/**
 * A part of a picture that is looked at on its own, in whole pixels.
 *
 * @param box in the picture
 * @param width of the picture
 * @param height of the picture
 */
record View(BoundingBox box, int width, int height) {
    /** How much of a part its neighbours show too, so that a thing on a border is whole in one of them. */
    private static final double SHARED = 0.25;

    /** How near to a border, as a share of the part, a mask counts as cut by it. */
    private static final double NEAR = 0.02;

    /**
     * The whole picture, and the parts of an n x n division that overlap each other.
     *
     * @param crops n; 1 for the whole picture alone
     */
    static List<View> of(int width, int height, int crops) {
        List<View> views = new ArrayList<>();
        views.add(new View(new BoundingBox(0, 0, width, height), width, height));
        for (int row = 0; row < crops && crops > 1; row++) {
            for (int column = 0; column < crops; column++) {
                double[] x = part(column, crops, width);
                double[] y = part(row, crops, height);
                views.add(new View(new BoundingBox(x[0], y[0], x[1], y[1]), width, height));
            }
        }
        return views;
    }

    private static double[] part(int index, int count, int size) {
        double step = (double) size / count;
        double margin = step * SHARED / 2;
        return new double[] {
            Math.max(0, Math.floor(index * step - margin)), Math.min(size, Math.ceil((index + 1) * step + margin))
        };
    }

    boolean isWhole() {
        return box.width() == width && box.height() == height;
    }

    /** Whether a mask ends at a border of this part that is none of the picture: there is more of it elsewhere. */
    boolean cuts(BoundingBox inPart) {
        double near = NEAR * Math.max(box.width(), box.height());
        return box.x1() > 0 && inPart.x1() < near
                || box.y1() > 0 && inPart.y1() < near
                || box.x2() < width && inPart.x2() > box.width() - near
                || box.y2() < height && inPart.y2() > box.height() - near;
    }
}
