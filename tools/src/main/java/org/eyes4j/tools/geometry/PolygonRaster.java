package org.eyes4j.tools.geometry;

import java.util.Arrays;
import java.util.List;

/**
 * Fills polygons with the very pixels of pycocotools ({@code rleFrPoly}). There every edge is drawn on a grid five times finer, and a
 * column of pixels flips where the drawn line steps over the column's middle. Only those steps are computed here, so
 * the work for one edge is bounded by the width of the frame, however long the edge is.
 */
final class PolygonRaster {
    private static final int FINE = 5;
    /** The middle of a pixel on the fine grid: a line that steps from it to the next place crosses the column. */
    private static final int MIDDLE = 2;
    /** Far outside every frame, and small enough to be exact as a double. */
    private static final long FAR = 1L << 50;

    private final int width;
    private final int height;
    private int[] crossings = new int[64];
    private int size;

    private PolygonRaster(int width, int height) {
        this.width = width;
        this.height = height;
    }

    static Runs fill(List<Polygon> polygons, int width, int height, int pixels) {
        PolygonRaster raster = new PolygonRaster(width, height);
        for (Polygon polygon : polygons) {
            List<Point> points = polygon.points();
            Point from = points.get(points.size() - 1);
            for (Point to : points) {
                raster.edge(fine(from.x()), fine(from.y()), fine(to.x()), fine(to.y()));
                from = to;
            }
        }
        return Runs.fromCrossings(Arrays.copyOf(raster.crossings, raster.size), pixels);
    }

    private void edge(long x1, long y1, long x2, long y2) {
        long dx = Math.abs(x2 - x1);
        long dy = Math.abs(y2 - y1);
        boolean flat = dx >= dy;
        if (flat ? x1 > x2 : y1 > y2) {
            edge(x2, y2, x1, y1);
        } else if (flat) {
            flatEdge(x1, y1, x2, (double) (y2 - y1) / dx);
        } else {
            steepEdge(x1, y1, x2, dy, (double) (x2 - x1) / dy);
        }
    }

    private void flatEdge(long x1, long y1, long x2, double slope) {
        for (int column = firstColumn(x1); column < width && middle(column) < x2; column++) {
            long step = middle(column) - x1;
            cross(column, Math.min(drawn(y1, slope, step), drawn(y1, slope, step + 1)));
        }
    }

    private void steepEdge(long x1, long y1, long x2, long steps, double slope) {
        long left = Math.min(x1, x2);
        long right = Math.max(x1, x2);
        for (int column = firstColumn(left); column < width && middle(column) < right; column++) {
            // The last step on the side of the middle where the edge begins.
            long low = 0;
            long high = steps;
            boolean rising = slope > 0;
            while (high - low > 1) {
                long mid = (low + high) >>> 1;
                boolean crossed = drawn(x1, slope, mid) > middle(column);
                if (crossed == rising) {
                    high = mid;
                } else {
                    low = mid;
                }
            }
            cross(column, y1 + low);
        }
    }

    private void cross(int column, long fineRow) {
        double row = Math.ceil(Math.max(0, Math.min((fineRow + 0.5) / FINE - 0.5, height)));
        if (size == crossings.length) {
            crossings = Arrays.copyOf(crossings, size * 2);
        }
        crossings[size++] = column * height + (int) row;
    }

    private static int firstColumn(long x) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.floorDiv(x - MIDDLE + FINE - 1, (long) FINE)));
    }

    private static long middle(int column) {
        return (long) column * FINE + MIDDLE;
    }

    private static long drawn(long start, double slope, long step) {
        return (long) (start + slope * step + 0.5);
    }

    private static long fine(double v) {
        return Math.max(-FAR, Math.min(FAR, (long) (FINE * v + 0.5)));
    }
}
