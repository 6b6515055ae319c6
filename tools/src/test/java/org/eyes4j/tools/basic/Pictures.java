package org.eyes4j.tools.basic;

import java.util.Arrays;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** Small pictures and regions for tests. */
final class Pictures {
    private Pictures() {}

    /** A picture in which every pixel is another colour: red its column, green its row. */
    static Value.Image gradient(String id, int width, int height) {
        byte[] data = new byte[width * height * 3];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at += 3) {
                data[at] = (byte) x;
                data[at + 1] = (byte) y;
                data[at + 2] = (byte) (31 * x + 17 * y);
            }
        }
        return Value.Image.of(id, new Raster(width, height, 3, data));
    }

    static Value.Image plain(String id, int width, int height, int rgb) {
        Canvas canvas = new Canvas(width, height, rgb);
        return Value.Image.of(id, canvas.raster());
    }

    static Region region(String id, String label, double score, double x1, double y1, double x2, double y2) {
        return new Region(id, Detection.of(label, score, new BoundingBox(x1, y1, x2, y2)));
    }

    static Value.Detections on(Value.Image image, Region... regions) {
        return new Value.Detections(image.frame(), List.of(regions));
    }

    /** The region with a disc as its mask, filling its box. */
    static Region disc(Region region, Value.Image image) {
        BoundingBox b = region.box();
        Mask mask = Mask.fromPredicate(image.frame().width(), image.frame().height(), (x, y) -> {
            double dx = (x + 0.5 - b.centre().x()) / (b.width() / 2);
            double dy = (y + 0.5 - b.centre().y()) / (b.height() / 2);
            return dx * dx + dy * dy <= 1;
        });
        return region.with(region.detection().withMask(mask));
    }

    /** Plain rectangles on plain ground. */
    static final class Canvas {
        private final int width;
        private final byte[] data;

        Canvas(int width, int height, int rgb) {
            this.width = width;
            this.data = new byte[width * height * 3];
            fill(0, 0, width, height, rgb);
        }

        Canvas fill(int x1, int y1, int x2, int y2, int rgb) {
            for (int y = y1; y < y2; y++) {
                for (int x = x1; x < x2; x++) {
                    int at = (y * width + x) * 3;
                    data[at] = (byte) (rgb >> 16);
                    data[at + 1] = (byte) (rgb >> 8);
                    data[at + 2] = (byte) rgb;
                }
            }
            return this;
        }

        Raster raster() {
            return new Raster(width, data.length / 3 / width, 3, Arrays.copyOf(data, data.length));
        }
    }
}
