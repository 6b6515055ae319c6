package org.eyes4j.vision.hub.image;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;

/**
 * Where the cut around a box lies in its picture, in single precision as the reference has it.
 *
 * @param centreX in pixels of the picture
 * @param centreY in pixels of the picture
 * @param scaleX width of the cut in units of 200 pixels
 * @param scaleY height of the cut in units of 200 pixels
 */
public record CropFrame(float centreX, float centreY, float scaleX, float scaleY) {
    /** The reference divides by a settings' number and multiplies by this one. */
    private static final float UNIT = 200;

    private static final float MARGIN = 1.25f;

    /** A straight line from a cut's pixels to the picture's. */
    record Axis(double scale, double shift) {
        double at(int pixel) {
            return pixel * scale + shift;
        }
    }

    /** The box, grown to a cut's proportions and by a quarter, in units of 200 pixels. */
    public static CropFrame around(BoundingBox box, int cutWidth, int cutHeight) {
        return around(box, cutWidth, cutHeight, UNIT);
    }

    static CropFrame around(BoundingBox box, int cutWidth, int cutHeight, double unit) {
        double proportions = (double) cutWidth / cutHeight;
        double width = box.x2() - box.x1();
        double height = box.y2() - box.y1();
        float x = (float) (box.x1() + width * 0.5);
        float y = (float) (box.y1() + height * 0.5);
        if (width > proportions * height) {
            height = width / proportions;
        } else if (width < proportions * height) {
            width = height * proportions;
        }
        return new CropFrame(x, y, (float) (width / unit) * MARGIN, (float) (height / unit) * MARGIN);
    }

    Axis across(int pixels) {
        return axis(centreX, scaleX * UNIT, pixels);
    }

    Axis down(int pixels) {
        return axis(centreY, scaleY * UNIT, pixels);
    }

    /** The reference's matrix is of single precision, its inverse of double. */
    private static Axis axis(float centre, float length, int pixels) {
        double stretch = (pixels - 1.0) / length;
        float scale = (float) stretch;
        float shift = (float) (stretch * (-0.5f * (centre * 2) + 0.5f * length));
        return new Axis(1 / (double) scale, -(double) shift / scale);
    }

    /** From a place among {@code columns × rows} cells that cover the cut, first centre to last, to the picture. */
    public Point toPicture(float x, float y, int columns, int rows) {
        float width = scaleX * UNIT;
        float height = scaleY * UNIT;
        return new Point(
                x * (width / (columns - 1f)) + centreX - width * 0.5f,
                y * (height / (rows - 1f)) + centreY - height * 0.5f);
    }
}
