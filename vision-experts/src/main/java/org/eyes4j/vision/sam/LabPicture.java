package org.eyes4j.vision.sam;

import org.eyes4j.tools.image.Raster;

/**
 * A small picture in CIELAB (D65), where distances are about what people see: lightness 0–100, a and b about -100–100.
 *
 * @param width in pixels
 * @param height in pixels
 * @param values l, a, b of each pixel, row by row
 */
record LabPicture(int width, int height, float[] values) {

    static LabPicture of(Raster picture) {
        float[] values = new float[picture.width() * picture.height() * 3];
        int at = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                double r = linear(picture.at(x, y, 0));
                double g = linear(picture.at(x, y, 1));
                double b = linear(picture.at(x, y, 2));
                double fx = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
                double fy = root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
                double fz = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
                values[at++] = (float) (116 * fy - 16);
                values[at++] = (float) (500 * (fx - fy));
                values[at++] = (float) (200 * (fy - fz));
            }
        }
        return new LabPicture(picture.width(), picture.height(), values);
    }

    /** From a level of sRGB to light. */
    private static double linear(int level) {
        double v = level / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static double root(double light) {
        return light > 0.008856 ? Math.cbrt(light) : 7.787 * light + 16 / 116.0;
    }
}
