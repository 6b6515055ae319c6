package org.eyes4j.vision.scene;

import java.util.SortedMap;
import java.util.TreeMap;
import org.eyes4j.tools.geometry.Mask;

/**
 * One number for each pixel: its class or its segment.
 *
 * @param width of the picture
 * @param height of the picture
 * @param ids {@code [height][width]}, row by row; treated as immutable, so whoever receives it must not write to it
 */
public record SegmentMap(int width, int height, int[] ids) {
    public SegmentMap {
        if (width < 1 || height < 1 || ids.length != width * height) {
            throw new IllegalArgumentException(
                    "A map of " + width + " x " + height + " pixels has as many numbers, got " + ids.length);
        }
    }

    public int at(int x, int y) {
        return ids[y * width + x];
    }

    /** The pixels of a number. */
    public Mask mask(int id) {
        return Mask.fromPredicate(width, height, (x, y) -> ids[y * width + x] == id);
    }

    /** How many pixels have each number that there is. */
    public SortedMap<Integer, Integer> areas() {
        SortedMap<Integer, Integer> areas = new TreeMap<>();
        for (int id : ids) {
            areas.merge(id, 1, Integer::sum);
        }
        return areas;
    }

    /** Equal sizes and numbers. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentMap m
                && m.width == width
                && m.height == height
                && java.util.Arrays.equals(m.ids, ids);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return "SegmentMap[" + width + " x " + height + ", " + areas().size() + " numbers]";
    }
}
