package org.eyes4j.vision.track;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;

/** How a part of a picture looks, coarsely: its colours on a grid, whatever its size. Immutable. */
final class Look {
    private static final int SIDE = 24;
    /** Below this much contrast, in levels, a part is plain, and only its colour tells. */
    private static final double PLAIN = 4;

    private final double[] levels;
    private final double mean;
    private final double deviation;

    private Look(double[] levels) {
        this.levels = levels;
        double sum = 0;
        for (double level : levels) {
            sum += level;
        }
        mean = sum / levels.length;
        double squares = 0;
        for (double level : levels) {
            squares += (level - mean) * (level - mean);
        }
        deviation = Math.sqrt(squares / levels.length);
    }

    /** The look inside a box; of one outside of the picture, that of the nearest pixel. */
    static Look of(Raster picture, BoundingBox box) {
        int x1 = Math.max(0, Math.min(picture.width() - 1, (int) Math.floor(box.x1())));
        int y1 = Math.max(0, Math.min(picture.height() - 1, (int) Math.floor(box.y1())));
        int x2 = Math.max(x1 + 1, Math.min(picture.width(), (int) Math.ceil(box.x2())));
        int y2 = Math.max(y1 + 1, Math.min(picture.height(), (int) Math.ceil(box.y2())));
        Raster part = Rasters.scale(Rasters.crop(picture, x1, y1, x2, y2), SIDE, SIDE);
        double[] levels = new double[SIDE * SIDE * 3];
        for (int p = 0; p < SIDE * SIDE; p++) {
            for (int c = 0; c < 3; c++) {
                levels[3 * p + c] = part.at(p % SIDE, p / SIDE, c);
            }
        }
        return new Look(levels);
    }

    /** 1 for the same, 0 for nothing in common: the normalised cross-correlation, cut at 0; of plain parts how near in colour. */
    double likeness(Look other) {
        if (deviation < PLAIN || other.deviation < PLAIN) {
            double difference = 0;
            for (int i = 0; i < levels.length; i++) {
                difference += Math.abs(levels[i] - other.levels[i]);
            }
            return Math.max(0, 1 - difference / levels.length / 64);
        }
        double product = 0;
        for (int i = 0; i < levels.length; i++) {
            product += (levels[i] - mean) * (other.levels[i] - other.mean);
        }
        return Math.max(0, Math.min(1, product / levels.length / (deviation * other.deviation)));
    }
}
