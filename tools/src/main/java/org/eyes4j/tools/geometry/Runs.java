package org.eyes4j.tools.geometry;

import java.util.Arrays;

/**
 * The runs of a mask as the positions (column-major) where the value flips, beginning with 0: strictly rising, each less than
 * the number of pixels. Unlike counts this form is unique for each set of pixels, so equality is plain.
 */
final class Runs {
    static final Runs EMPTY = new Runs(new int[0]);

    private final int[] flips;

    private Runs(int[] flips) {
        this.flips = flips;
    }

    static Runs fromCounts(int[] counts, int pixels) {
        Builder builder = new Builder(pixels);
        long position = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException(
                        "Counts of a mask are at least 0, got " + counts[i] + " at index " + i);
            }
            long end = position + counts[i];
            if (i % 2 == 1 && end <= pixels) {
                builder.ones((int) position, (int) end);
            }
            position = end;
        }
        if (position != pixels) {
            throw new IllegalArgumentException(
                    "Counts of a mask must sum to width * height = " + pixels + ", got a sum of " + position);
        }
        return builder.build();
    }

    /** Positions, in any order, where a value flips; two at one place cancel each other. Sorts the array given. */
    static Runs fromCrossings(int[] crossings, int pixels) {
        Arrays.sort(crossings);
        int[] flips = new int[crossings.length];
        int n = 0;
        for (int crossing : crossings) {
            if (n > 0 && flips[n - 1] == crossing) {
                n--;
            } else {
                flips[n++] = crossing;
            }
        }
        if (n > 0 && flips[n - 1] == pixels) {
            n--;
        }
        return new Runs(Arrays.copyOf(flips, n));
    }

    int[] toCounts(int pixels) {
        int[] counts = new int[flips.length + 1];
        int position = 0;
        for (int i = 0; i < flips.length; i++) {
            counts[i] = flips[i] - position;
            position = flips[i];
        }
        counts[flips.length] = pixels - position;
        return counts;
    }

    boolean at(int position) {
        int found = Arrays.binarySearch(flips, position);
        int flipped = found >= 0 ? found + 1 : -found - 1;
        return flipped % 2 == 1;
    }

    long area(int pixels) {
        long area = 0;
        for (int i = 0; i < flips.length; i += 2) {
            area += end(i, pixels) - flips[i];
        }
        return area;
    }

    BoundingBox box(int height, int pixels) {
        if (flips.length == 0) {
            return new BoundingBox(0, 0, 0, 0);
        }
        int top = height;
        int bottom = 0;
        for (int i = 0; i < flips.length; i += 2) {
            int last = end(i, pixels) - 1;
            boolean oneColumn = flips[i] / height == last / height;
            // A run that goes on in the next column has touched the lowest row of one and the highest of the other.
            top = Math.min(top, oneColumn ? flips[i] % height : 0);
            bottom = Math.max(bottom, oneColumn ? last % height + 1 : height);
        }
        int right = (end((flips.length - 1) / 2 * 2, pixels) - 1) / height + 1;
        return new BoundingBox(flips[0] / height, top, right, bottom);
    }

    long intersectionArea(Runs other, int pixels) {
        long area = 0;
        int i = 0;
        int j = 0;
        while (i < flips.length && j < other.flips.length) {
            int endA = end(i, pixels);
            int endB = other.end(j, pixels);
            area += Math.max(0, Math.min(endA, endB) - Math.max(flips[i], other.flips[j]));
            if (endA <= endB) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return area;
    }

    Runs combine(Runs other, Operation operation) {
        int[] a = flips;
        int[] b = other.flips;
        int[] out = new int[a.length + b.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            int position = i == a.length ? b[j] : j == b.length ? a[i] : Math.min(a[i], b[j]);
            if (i < a.length && a[i] == position) {
                i++;
            }
            if (j < b.length && b[j] == position) {
                j++;
            }
            if (operation.apply(i % 2 == 1, j % 2 == 1) != (n % 2 == 1)) {
                out[n++] = position;
            }
        }
        return new Runs(Arrays.copyOf(out, n));
    }

    Runs complement() {
        if (flips.length > 0 && flips[0] == 0) {
            return new Runs(Arrays.copyOfRange(flips, 1, flips.length));
        }
        int[] out = new int[flips.length + 1];
        System.arraycopy(flips, 0, out, 1, flips.length);
        return new Runs(out);
    }

    /** Every run of ones, {@code [from, to)}, in rising order. */
    void forEach(int pixels, RunConsumer consumer) {
        for (int i = 0; i < flips.length; i += 2) {
            consumer.accept(flips[i], end(i, pixels));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Runs that && Arrays.equals(flips, that.flips);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(flips);
    }

    private int end(int i, int pixels) {
        return i + 1 < flips.length ? flips[i + 1] : pixels;
    }

    /** What a pixel of the result is, from the pixels of two masks; {@code apply(false, false)} must be false. */
    @FunctionalInterface
    interface Operation {
        boolean apply(boolean a, boolean b);
    }

    @FunctionalInterface
    interface RunConsumer {
        void accept(int from, int to);
    }

    /** Collects runs in rising order. Used by one thread. */
    static final class Builder {
        private final int pixels;
        private int[] flips = new int[16];
        private int size;
        private int position;

        Builder(int pixels) {
            this.pixels = pixels;
        }

        /** The value of the next pixel. */
        void next(boolean value) {
            if (value != (size % 2 == 1)) {
                add(position);
            }
            position++;
        }

        /** A run of ones that begins where the last one ended, or later. */
        void ones(int from, int to) {
            if (from == to) {
                return;
            }
            if (size > 0 && flips[size - 1] == from) {
                size--;
            } else {
                add(from);
            }
            add(to);
        }

        Runs build() {
            boolean toTheEnd = size > 0 && flips[size - 1] == pixels;
            return new Runs(Arrays.copyOf(flips, toTheEnd ? size - 1 : size));
        }

        private void add(int flip) {
            if (size == flips.length) {
                flips = Arrays.copyOf(flips, size * 2);
            }
            flips[size++] = flip;
        }
    }
}
