package org.eyes4j.tools.coco;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is really in the images.
 *
 * @param images by id
 * @param categories names by id
 * @param objects in the order of the file
 */
public record CocoTruth(SortedMap<Long, Image> images, SortedMap<Long, String> categories, List<CocoObject> objects) {
    public CocoTruth {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        categories = Collections.unmodifiableSortedMap(new TreeMap<>(categories));
        objects = List.copyOf(objects);
        for (CocoObject object : objects) {
            checkImage(images, object, "an annotation");
        }
    }

    static void checkImage(Map<Long, Image> images, CocoObject object, String what) {
        if (!images.containsKey(object.image())) {
            throw new CocoFormatException(
                    "There is " + what + " of image " + object.image() + ", which is not among the images");
        }
    }

    /**
     * @param fileName empty where the file does not tell it
     */
    public record Image(int width, int height, String fileName) {
        public Image {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException("An image has at least 1 x 1 pixels, got " + width + " x " + height);
            }
        }
    }
}
