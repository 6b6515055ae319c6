package org.eyes4j.vision.crop;

import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.picture.LevelRows;
import org.eyes4j.vision.picture.Warp;

/**
 * A square of a picture, possibly turned and reaching outside of it; what lies outside is black.
 *
 * @param centre in pixels of the picture
 * @param side in pixels of the picture, more than 0
 * @param angle by which the square is turned, in radians, clockwise as seen
 */
public record SquareCrop(Point centre, double side, double angle) {
    public SquareCrop {
        if (!(side > 0) || !Double.isFinite(side) || !Double.isFinite(angle)) {
            throw new IllegalArgumentException(
                    "A crop needs a side above 0 and a finite angle, got side " + side + " and angle " + angle);
        }
    }

    /** From the pixels of this crop, cut out at {@code size × size}, to the picture's. */
    public Affine toPicture(int size) {
        double cos = Math.cos(angle) * side / size;
        double sin = Math.sin(angle) * side / size;
        return Affine.translation(-size / 2., -size / 2.).then(new Affine(cos, -sin, centre.x(), sin, cos, centre.y()));
    }

    /** The crop's pixels, {@code size × size}, RGB, row by row. */
    void cut(PicturePyramid picture, int size, LevelRows rows) {
        double scale = side / size;
        if (angle == 0 && picture.isNewHalf(scale)) {
            Affine toHalf = toPicture(size).then(Affine.scale(0.5, 0.5));
            Warp.rowsOfHalf(picture.whole(), toHalf, size, size, Warp.Border.BLACK, false, rows);
            return;
        }
        Raster level = picture.level(scale);
        Affine toLevel = toPicture(size)
                .then(Affine.scale(
                        (double) level.width() / picture.width(), (double) level.height() / picture.height()));
        Warp.rows(level, toLevel, size, size, Warp.Border.BLACK, false, rows);
    }
}
