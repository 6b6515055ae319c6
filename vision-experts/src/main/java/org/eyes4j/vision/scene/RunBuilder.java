package org.eyes4j.vision.scene;

import java.util.Arrays;

/** COCO's counts, gathered run by run down the columns. Not thread-safe. */
final class RunBuilder {
    private int[] counts = new int[64];
    private int size;
    private int last;

    /** The pixels from one position to before another are set; runs come in order and do not overlap. */
    void add(int from, int to) {
        if (size > 0 && from == last) {
            counts[size - 1] += to - from;
        } else {
            if (size + 3 > counts.length) {
                counts = Arrays.copyOf(counts, 2 * counts.length);
            }
            counts[size++] = from - last;
            counts[size++] = to - from;
        }
        last = to;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The counts of a picture of so many pixels. */
    int[] upTo(int end) {
        counts[size] = end - last;
        return Arrays.copyOf(counts, size + 1);
    }
}
