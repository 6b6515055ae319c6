package org.eyes4j.tools.coco;

import java.util.List;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Polygon;

/** The pixels of an object, as a COCO file tells them. */
public sealed interface Segmentation {
    /**
     * @throws CocoFormatException if the pixels are of a picture of another size
     */
    Mask toMask(int width, int height);

    record Polygons(List<Polygon> polygons) implements Segmentation {
        public Polygons {
            polygons = List.copyOf(polygons);
        }

        @Override
        public Mask toMask(int width, int height) {
            return Mask.fromPolygons(width, height, polygons);
        }
    }

    record Runs(Mask mask) implements Segmentation {
        @Override
        public Mask toMask(int width, int height) {
            if (mask.width() != width || mask.height() != height) {
                throw new CocoFormatException("A segmentation must have its image's size [height, width] = [" + height
                        + ", " + width + "], got [" + mask.height() + ", " + mask.width() + "]");
            }
            return mask;
        }
    }
}
