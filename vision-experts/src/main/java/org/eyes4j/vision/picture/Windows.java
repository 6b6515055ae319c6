package org.eyes4j.vision.picture;

/**
 * Which source pixels make up each new pixel along one axis: for each, some in a row, and their weights.
 *
 * @param size of every window; it may reach beyond the source, with weights of 0
 * @param first pixel of each window, inside the source, never less than the one before
 * @param weight {@code first.length × size}, in whole numbers that sum to {@link #ONE}, or to less where black is mixed in
 */
record Windows(int size, int[] first, int[] weight) {
    static final int BITS = 13;
    static final int ONE = 1 << BITS;

    int count() {
        return first.length;
    }

    /** Pillow's antialiased bilinear filter: a triangle as wide as two new pixels, two old ones at least. */
    static Windows triangle(int sourceSize, double from, double to, int count) {
        double scale = (to - from) / count;
        double reach = Math.max(scale, 1);
        int size = ((int) Math.ceil(2 * reach) + 3) / 4 * 4;
        Windows windows = new Windows(size, new int[count], new int[Math.multiplyExact(count, size)]);
        double[] share = new double[size];
        for (int i = 0; i < count; i++) {
            double centre = from + (i + 0.5) * scale;
            int first = Math.max(0, (int) Math.floor(centre - reach + 0.5));
            double sum = 0;
            for (int k = 0; k < size; k++) {
                double distance = Math.abs(first + k + 0.5 - centre);
                share[k] = first + k < sourceSize ? Math.max(0, 1 - distance / reach) : 0;
                sum += share[k];
            }
            windows.first[i] = first;
            // The running sum is rounded, not each share, so that nothing is lost or gained.
            double running = 0;
            int given = 0;
            for (int k = 0; k < size; k++) {
                running += share[k];
                int upTo = (int) Math.round(running / sum * ONE);
                windows.weight[i * size + k] = upTo - given;
                given = upTo;
            }
        }
        return windows;
    }

    /** The two nearest pixels, by distance; the axis may begin and end outside of the source. */
    static Windows bilinear(int sourceSize, double from, double to, int count, Warp.Border border) {
        double scale = (to - from) / count;
        int beyond = border == Warp.Border.EDGE ? ONE : 0;
        Windows windows = new Windows(2, new int[count], new int[Math.multiplyExact(count, 2)]);
        for (int i = 0; i < count; i++) {
            double place = from + (i + 0.5) * scale - 0.5;
            double left = Math.floor(place);
            int right = (int) Math.round((place - left) * ONE);
            if (left < 0) {
                windows.weight[2 * i] = left == -1 ? Math.max(right, beyond) : beyond;
            } else if (left >= sourceSize - 1) {
                windows.first[i] = sourceSize - 1;
                windows.weight[2 * i] = left == sourceSize - 1 ? Math.max(ONE - right, beyond) : beyond;
            } else {
                windows.first[i] = (int) left;
                windows.weight[2 * i] = ONE - right;
                windows.weight[2 * i + 1] = right;
            }
        }
        return windows;
    }
}
