package org.eyes4j.vision.sam;

import java.util.Arrays;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.picture.Interpolation;

/** A plain wall that photographs are hung on, in another size and light. */
final class Wall {
    private final int width;
    private final int height;
    private final byte[] data;

    Wall(int width, int height) {
        this.width = width;
        this.height = height;
        this.data = new byte[width * height * 3];
        Arrays.fill(data, (byte) 205);
    }

    /** @param light times which each level is taken */
    Wall hang(Raster photo, int left, int top, int photoWidth, double light) {
        int photoHeight = Math.round((float) photo.height() * photoWidth / photo.width());
        Raster small = Interpolation.AREA.resize(photo.dropAlpha(), photoWidth, photoHeight);
        for (int y = 0; y < photoHeight; y++) {
            for (int x = 0; x < photoWidth; x++) {
                for (int c = 0; c < 3; c++) {
                    data[((top + y) * width + left + x) * 3 + c] =
                            (byte) Math.min(255, Math.round(small.at(x, y, c) * light));
                }
            }
        }
        return this;
    }

    Value.Image image(String name) {
        return Value.Image.of(name, new Raster(width, height, 3, data.clone()));
    }
}
