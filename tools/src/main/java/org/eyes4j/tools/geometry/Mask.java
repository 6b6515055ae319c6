package org.eyes4j.tools.geometry;

import java.util.Arrays;
import java.util.List;

/**
 * A set of pixels of one frame, kept as runs (COCO's run-length encoding), so that a large plain mask is small and set
 * operations cost the number of runs, not of pixels. Every operation equals pycocotools' exactly.
 *
 * <p>The frame is at least 1 x 1 and at most 2<sup>31</sup>-1 pixels. Immutable and thread-safe; two masks are equal when they
 * hold the same pixels of frames of the same size. Operations on two masks need one frame size and refuse otherwise.
 */
public final class Mask {
    private final int width;
    private final int height;
    private final Runs runs;

    private Mask(int width, int height, Runs runs) {
        this.width = width;
        this.height = height;
        this.runs = runs;
    }

    /**
     * A mask from COCO's uncompressed counts: lengths of alternating runs of zeros and ones, zeros first, down the columns
     * from left to right. The counts must sum to {@code width * height}; runs of length 0 are allowed.
     */
    public static Mask of(int width, int height, int[] counts) {
        return new Mask(width, height, Runs.fromCounts(counts, pixels(width, height)));
    }

    /**
     * A mask from COCO's compressed counts.
     *
     * @throws IllegalArgumentException telling the offset of the first wrong character
     */
    public static Mask fromCompressed(int width, int height, String counts) {
        return of(width, height, RleString.decode(counts, pixels(width, height)));
    }

    /** A mask from {@code width * height} flags, row by row. */
    public static Mask fromBitmap(int width, int height, boolean[] rowMajor) {
        checkBitmap(width, height, rowMajor.length);
        return fromPredicate(width, height, (x, y) -> rowMajor[y * width + x]);
    }

    /** A mask from {@code width * height} bytes, row by row; what is not 0 is set. */
    public static Mask fromBitmap(int width, int height, byte[] rowMajor) {
        checkBitmap(width, height, rowMajor.length);
        return fromPredicate(width, height, (x, y) -> rowMajor[y * width + x] != 0);
    }

    /** A mask of the pixels for which the test holds; the test is called once for each pixel, column by column. */
    public static Mask fromPredicate(int width, int height, PixelTest test) {
        Runs.Builder builder = new Runs.Builder(pixels(width, height));
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                builder.next(test.test(x, y));
            }
        }
        return new Mask(width, height, builder.build());
    }

    /** The union of polygons, rasterised as pycocotools does ({@code frPyObjects}, then {@code merge}). */
    public static Mask fromPolygons(int width, int height, List<Polygon> polygons) {
        Mask all = empty(width, height);
        for (Polygon polygon : polygons) {
            all = all.union(fromContours(width, height, List.of(polygon)));
        }
        return all;
    }

    /**
     * The pixels inside an odd number of contours, so that a contour within another is a hole: the way back from
     * {@link #toPolygons()}.
     */
    public static Mask fromContours(int width, int height, List<Polygon> contours) {
        return new Mask(width, height, PolygonRaster.fill(contours, width, height, pixels(width, height)));
    }

    /** The pixels of a box, rasterised as pycocotools does; parts outside the frame are left out. */
    public static Mask fromBox(int width, int height, BoundingBox box) {
        return fromContours(
                width,
                height,
                List.of(new Polygon(List.of(
                        new Point(box.x1(), box.y1()),
                        new Point(box.x1(), box.y2()),
                        new Point(box.x2(), box.y2()),
                        new Point(box.x2(), box.y1())))));
    }

    /** A mask without any pixel. */
    public static Mask empty(int width, int height) {
        pixels(width, height);
        return new Mask(width, height, Runs.EMPTY);
    }

    /** A mask of every pixel. */
    public static Mask full(int width, int height) {
        return empty(width, height).complement();
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** COCO's uncompressed counts, zeros first, column-major; a fresh array. */
    public int[] counts() {
        return runs.toCounts(width * height);
    }

    /** COCO's compressed counts. */
    public String toCompressed() {
        return RleString.encode(counts());
    }

    /** The number of pixels. */
    public long area() {
        return runs.area(width * height);
    }

    public boolean isEmpty() {
        return runs.equals(Runs.EMPTY);
    }

    /** The tight box around the pixels; {@code [0, 0, 0, 0]} for an empty mask. */
    public BoundingBox box() {
        return runs.box(height, width * height);
    }

    /** Whether the pixel is set; false outside the frame. */
    public boolean at(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && runs.at(x * height + y);
    }

    /** One flag a pixel, row by row; a fresh array. */
    public boolean[] toBitmap() {
        boolean[] bitmap = new boolean[width * height];
        runs.forEach(width * height, (from, to) -> {
            for (int x = from / height, y = from % height, p = from; p < to; p++) {
                bitmap[y * width + x] = true;
                if (++y == height) {
                    y = 0;
                    x++;
                }
            }
        });
        return bitmap;
    }

    /** One byte a pixel, 1 where set and 0 elsewhere, row by row; a fresh array. */
    public byte[] toBytes() {
        byte[] bytes = new byte[width * height];
        boolean[] bitmap = toBitmap();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bitmap[i] ? 1 : 0);
        }
        return bytes;
    }

    /** The number of pixels in both. */
    public long intersectionArea(Mask other) {
        return runs.intersectionArea(other.sameSize(this).runs, width * height);
    }

    /** Intersection over union, 0–1; 0 for two empty masks. */
    public double iou(Mask other) {
        long intersection = intersectionArea(other);
        return intersection == 0 ? 0 : intersection / (double) (area() + other.area() - intersection);
    }

    /** COCO's measure for a detection (this) against a crowd: intersection over the detection's own area. */
    public double iouCrowd(Mask crowd) {
        long intersection = intersectionArea(crowd);
        return intersection == 0 ? 0 : intersection / (double) area();
    }

    /** The pixels of any of the masks. */
    public Mask union(Mask... others) {
        Mask all = this;
        for (Mask other : others) {
            all = all.combine(other, (a, b) -> a || b);
        }
        return all;
    }

    /** The pixels in all of the masks. */
    public Mask intersection(Mask... others) {
        Mask all = this;
        for (Mask other : others) {
            all = all.combine(other, (a, b) -> a && b);
        }
        return all;
    }

    /** The pixels of this mask that are not in the other. */
    public Mask subtract(Mask other) {
        return combine(other, (a, b) -> a && !b);
    }

    /** The pixels of the frame that are not in this mask. */
    public Mask complement() {
        return new Mask(width, height, runs.complement());
    }

    /** The contours with every corner kept; see {@link #toPolygons(double)}. */
    public List<Polygon> toPolygons() {
        return Contours.trace(this);
    }

    /**
     * The contours along pixel edges, each outer contour before its holes. Seen on screen, outer contours run clockwise
     * ({@link Polygon#signedArea()} &gt; 0) and holes the other way. Diagonal neighbours belong to one contour. With
     * tolerance 0, {@link #fromContours} gives exactly this mask back.
     *
     * @param tolerance how far, in pixels, a simplified contour may leave the traced one (Douglas and Peucker)
     */
    public List<Polygon> toPolygons(double tolerance) {
        return toPolygons().stream().map(p -> p.simplify(tolerance)).toList();
    }

    /**
     * The part inside a box, in the box's own frame.
     *
     * @param box whole pixels inside this mask's frame, at least 1 x 1
     */
    public Mask crop(BoundingBox box) {
        int x1 = whole(box.x1(), box);
        int y1 = whole(box.y1(), box);
        int w = whole(box.x2(), box) - x1;
        int h = whole(box.y2(), box) - y1;
        if (x1 < 0 || y1 < 0 || x1 + w > width || y1 + h > height || w < 1 || h < 1) {
            throw new IllegalArgumentException("A crop needs at least one pixel inside the mask's " + width + " x "
                    + height + " frame, got " + box.toList());
        }
        Runs.Builder builder = new Runs.Builder(pixels(w, h));
        runs.forEach(width * height, (from, to) -> {
            int last = Math.min((to - 1) / height, x1 + w - 1);
            for (int x = Math.max(from / height, x1); x <= last; x++) {
                int top = Math.max(from - x * height, y1);
                int bottom = Math.min(to - x * height, y1 + h);
                if (top < bottom) {
                    builder.ones((x - x1) * h + top - y1, (x - x1) * h + bottom - y1);
                }
            }
        });
        return new Mask(w, h, builder.build());
    }

    /**
     * This mask told in another frame, by the nearest pixel: a pixel of the new frame is set when its centre comes from a
     * set pixel.
     *
     * @param toNew maps this frame's coordinates to the new frame's; it must have an inverse
     */
    public Mask map(Affine toNew, int newWidth, int newHeight) {
        Affine back = toNew.inverse();
        boolean[] bitmap = toBitmap();
        return fromPredicate(newWidth, newHeight, (x, y) -> {
            int fromX = (int) Math.floor(back.a() * (x + 0.5) + back.b() * (y + 0.5) + back.c());
            int fromY = (int) Math.floor(back.d() * (x + 0.5) + back.e() * (y + 0.5) + back.f());
            return fromX >= 0 && fromY >= 0 && fromX < width && fromY < height && bitmap[fromY * width + fromX];
        });
    }

    /** This mask stretched to another size, by the nearest pixel. */
    public Mask resize(int newWidth, int newHeight) {
        pixels(newWidth, newHeight);
        return newWidth == width && newHeight == height
                ? this
                : map(Affine.scale((double) newWidth / width, (double) newHeight / height), newWidth, newHeight);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that && width == that.width && height == that.height && runs.equals(that.runs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {width, height, runs.hashCode()});
    }

    @Override
    public String toString() {
        return "Mask[" + width + " x " + height + ", " + area() + " pixels]";
    }

    private Mask combine(Mask other, Runs.Operation operation) {
        return new Mask(width, height, runs.combine(other.sameSize(this).runs, operation));
    }

    private Mask sameSize(Mask other) {
        if (width != other.width || height != other.height) {
            throw new IllegalArgumentException("Masks of one frame are needed, got " + other.width + " x "
                    + other.height + " and " + width + " x " + height);
        }
        return this;
    }

    private static int whole(double v, BoundingBox box) {
        if (v != Math.rint(v) || Math.abs(v) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A crop needs whole pixels, got " + box.toList());
        }
        return (int) v;
    }

    private static int pixels(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A mask needs at least 1 x 1 pixels, got " + width + " x " + height);
        }
        long pixels = (long) width * height;
        if (pixels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A mask holds at most " + Integer.MAX_VALUE + " pixels, got " + width + " x " + height);
        }
        return (int) pixels;
    }

    private static void checkBitmap(int width, int height, int length) {
        int expected = pixels(width, height);
        if (length != expected) {
            throw new IllegalArgumentException(
                    "A " + width + " x " + height + " bitmap holds " + expected + " pixels, got " + length);
        }
    }

    /** Says whether the pixel in column {@code x} and row {@code y} is set. */
    @FunctionalInterface
    public interface PixelTest {
        boolean test(int x, int y);
    }
}
