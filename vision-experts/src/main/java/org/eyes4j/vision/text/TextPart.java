package org.eyes4j.vision.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * Pixels of a map that hang together, also by their corners, as the stretches of its rows.
 *
 * @param rows {@code y, from, to} of each stretch, {@code to} not included, from top to bottom and left to right
 */
record TextPart(List<int[]> rows) {

    /**
     * All parts, in the order of their first pixels.
     *
     * @param pixels their positions in the map, row by row, rising
     */
    static List<TextPart> of(int[] pixels, int width) {
        List<int[]> stretches = stretches(pixels, width);
        int[] root = new int[stretches.size()];
        int above = 0;
        for (int i = 0; i < root.length; i++) {
            root[i] = i;
            int[] one = stretches.get(i);
            // Stretches above that end before this one begins cannot touch any that comes later in this row.
            while (above < i && isBefore(stretches.get(above), one)) {
                above++;
            }
            for (int k = above; k < i && touches(stretches.get(k), one); k++) {
                join(root, k, i);
            }
        }
        List<TextPart> parts = new ArrayList<>();
        TextPart[] ofRoot = new TextPart[root.length];
        for (int i = 0; i < root.length; i++) {
            int first = find(root, i);
            if (first == i) {
                ofRoot[i] = new TextPart(new ArrayList<>());
                parts.add(ofRoot[i]);
            }
            ofRoot[first].rows.add(stretches.get(i));
        }
        return parts;
    }

    private static List<int[]> stretches(int[] pixels, int width) {
        List<int[]> stretches = new ArrayList<>();
        for (int i = 0; i < pixels.length; ) {
            int y = pixels[i] / width;
            int end = (y + 1) * width;
            int next = i + 1;
            while (next < pixels.length && pixels[next] == pixels[next - 1] + 1 && pixels[next] < end) {
                next++;
            }
            stretches.add(new int[] {y, pixels[i] - y * width, pixels[next - 1] - y * width + 1});
            i = next;
        }
        return stretches;
    }

    private static boolean isBefore(int[] one, int[] other) {
        return one[0] < other[0] - 1 || one[0] == other[0] - 1 && one[2] < other[1];
    }

    private static boolean touches(int[] above, int[] one) {
        return above[0] == one[0] - 1 && above[1] <= one[2] && above[2] >= one[1];
    }

    private static void join(int[] root, int a, int b) {
        int first = find(root, a);
        int second = find(root, b);
        root[Math.max(first, second)] = Math.min(first, second);
    }

    private static int find(int[] root, int of) {
        int at = of;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }

    /** Of the corners of its pixels those that its convex hull may have: at least four. */
    List<Coordinate> corners() {
        int top = rows.get(0)[0];
        int bottom = rows.get(rows.size() - 1)[0];
        int[] left = new int[bottom - top + 1];
        int[] right = new int[left.length];
        Arrays.fill(left, Integer.MAX_VALUE);
        for (int[] row : rows) {
            left[row[0] - top] = Math.min(left[row[0] - top], row[1]);
            right[row[0] - top] = Math.max(right[row[0] - top], row[2]);
        }
        List<Coordinate> corners = chain(left, top, -1);
        corners.addAll(chain(right, top, 1));
        return corners;
    }

    /** @param side -1 for the left ends of rows, whose hull bulges leftwards, 1 for the right ones */
    private static List<Coordinate> chain(int[] ends, int top, int side) {
        List<Coordinate> chain = new ArrayList<>();
        for (int i = 0; i < 2 * ends.length; i++) {
            Coordinate next = new Coordinate(ends[i / 2], top + i / 2 + i % 2);
            while (chain.size() > 1
                    && side * turn(chain.get(chain.size() - 2), chain.get(chain.size() - 1), next) <= 0) {
                chain.remove(chain.size() - 1);
            }
            chain.add(next);
        }
        return chain;
    }

    private static double turn(Coordinate a, Coordinate b, Coordinate c) {
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    }
}
