package org.eyes4j.vision.picture;

import org.eyes4j.tools.image.Raster;

/** Puts the first frame of a GIF where it belongs on its canvas; what it does not cover is transparent. */
final class Canvas {
    private Canvas() {}

    static Raster place(Raster frame, GifFile gif) {
        int width = gif.header().width();
        int height = gif.header().height();
        if (gif.left() == 0 && gif.top() == 0 && frame.width() == width && frame.height() == height) {
            return frame;
        }
        byte[] canvas = new byte[width * height * 4];
        for (int y = 0; y < frame.height() && gif.top() + y < height; y++) {
            for (int x = 0; x < frame.width() && gif.left() + x < width; x++) {
                int target = ((gif.top() + y) * width + gif.left() + x) * 4;
                for (int c = 0; c < 3; c++) {
                    canvas[target + c] = (byte) frame.at(x, y, c);
                }
                canvas[target + 3] = (byte) (frame.channels() == 4 ? frame.at(x, y, 3) : 255);
            }
        }
        return new Raster(width, height, 4, canvas);
    }
}
