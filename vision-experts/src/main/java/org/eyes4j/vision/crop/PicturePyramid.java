package org.eyes4j.vision.crop;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.picture.Interpolation;

/**
 * A picture and its halvings, so that a cut of any scale looks at every pixel once and none is skipped. Alpha is laid over
 * white. Levels are made when they are first needed. Thread-safe.
 */
public final class PicturePyramid {
    private final List<Raster> levels = new ArrayList<>();

    public PicturePyramid(Raster picture) {
        levels.add(picture.overWhite());
    }

    public int width() {
        return whole().width();
    }

    public int height() {
        return whole().height();
    }

    /** The longer side, in pixels. */
    public int longest() {
        return Math.max(width(), height());
    }

    /** The smallest level on which one pixel is at most this many of the picture's; the picture itself below 2. */
    synchronized Raster level(double picturePixels) {
        int wanted = picturePixels < 2 ? 0 : Math.getExponent(picturePixels);
        while (levels.size() <= wanted) {
            Raster last = levels.get(levels.size() - 1);
            if (last.width() < 2 || last.height() < 2) {
                return last;
            }
            levels.add(Interpolation.AREA.resize(
                    last, new BoundingBox(0, 0, last.width(), last.height()), last.width() / 2, last.height() / 2));
        }
        return levels.get(wanted);
    }

    /** Whether that level is the first halving, and nobody has needed it yet: one cut of it can do without. */
    synchronized boolean isNewHalf(double picturePixels) {
        return picturePixels >= 2 && picturePixels < 4 && levels.size() == 1 && width() % 2 == 0 && height() % 2 == 0;
    }

    synchronized Raster whole() {
        return levels.get(0);
    }
}
