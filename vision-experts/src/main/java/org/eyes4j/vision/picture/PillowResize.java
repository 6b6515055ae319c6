package org.eyes4j.vision.picture;

import java.util.Arrays;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;

/** One resize in Pillow's way; the arithmetic, to the last bit, is that of its 8-bit resampler. */
final class PillowResize {
    /** Of Pillow's weights. */
    static final int BITS = 22;

    private final PillowFilter filter;
    /** Into how many bits the largest weight must fit, with at most {@link #BITS} of them after the point. */
    private final int weightBits;

    private final Raster source;
    private final BoundingBox box;
    private final int width;
    private final int height;

    PillowResize(PillowFilter filter, int weightBits, Raster source, BoundingBox box, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A picture has at least 1 x 1 pixels, got " + width + " x " + height);
        }
        if (box.x1() < 0
                || box.y1() < 0
                || box.x2() > source.width()
                || box.y2() > source.height()
                || box.width() <= 0
                || box.height() <= 0) {
            throw new IllegalArgumentException("The region must lie inside " + source + ", got " + box);
        }
        this.filter = filter;
        this.weightBits = weightBits;
        this.source = source;
        this.box = box;
        this.width = width;
        this.height = height;
    }

    Raster run() {
        if (filter == PillowFilter.NEAREST) {
            return nearest();
        }
        boolean across = width != source.width() || box.x1() != 0 || box.x2() != source.width();
        boolean down = height != source.height() || box.y1() != 0 || box.y2() != source.height();
        if (!across && !down) {
            return source;
        }
        Raster image = source.channels() == 4 ? premultiply(source) : source;
        Weights rows = Weights.of(filter, weightBits, source.height(), box.y1(), box.y2(), height);
        if (across) {
            Weights columns = Weights.of(filter, weightBits, source.width(), box.x1(), box.x2(), width);
            // Only the rows that the second pass looks at.
            int first = down ? rows.first[0] : 0;
            int end = down ? rows.first[height - 1] + rows.count[height - 1] : source.height();
            image = across(image, columns, first, end);
            rows.shift(first);
        }
        if (down) {
            image = down(image, rows);
        }
        return source.channels() == 4 ? unpremultiply(image) : image;
    }

    private Raster across(Raster image, Weights columns, int firstRow, int endRow) {
        int channels = image.channels();
        int rows = endRow - firstRow;
        byte[] from = image.data();
        byte[] to = new byte[rows * width * channels];
        int bits = columns.bits;
        int half = 1 << (bits - 1);
        int target = 0;
        for (int y = firstRow; y < endRow; y++) {
            int row = y * image.width() * channels;
            for (int x = 0; x < width; x++) {
                int at = row + columns.first[x] * channels;
                int weight = x * columns.most;
                int red = half;
                int green = half;
                int blue = half;
                int alpha = half;
                for (int k = 0; k < columns.count[x]; k++, at += channels) {
                    int w = columns.weight[weight + k];
                    red += w * (from[at] & 0xff);
                    green += w * (from[at + 1] & 0xff);
                    blue += w * (from[at + 2] & 0xff);
                    if (channels == 4) {
                        alpha += w * (from[at + 3] & 0xff);
                    }
                }
                to[target++] = clip(red >> bits);
                to[target++] = clip(green >> bits);
                to[target++] = clip(blue >> bits);
                if (channels == 4) {
                    to[target++] = clip(alpha >> bits);
                }
            }
        }
        return new Raster(width, rows, channels, to);
    }

    private Raster down(Raster image, Weights rows) {
        int stride = image.width() * image.channels();
        byte[] from = image.data();
        byte[] to = new byte[height * stride];
        int[] sum = new int[stride];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sum, 1 << (rows.bits - 1));
            for (int k = 0; k < rows.count[y]; k++) {
                int w = rows.weight[y * rows.most + k];
                int at = (rows.first[y] + k) * stride;
                for (int i = 0; i < stride; i++) {
                    sum[i] += w * (from[at + i] & 0xff);
                }
            }
            for (int i = 0; i < stride; i++) {
                to[y * stride + i] = clip(sum[i] >> rows.bits);
            }
        }
        return new Raster(image.width(), height, image.channels(), to);
    }

    private static byte clip(int level) {
        return (byte) Math.max(0, Math.min(255, level));
    }

    private Raster nearest() {
        int channels = source.channels();
        int[] columns = nearest(box.x1(), box.width() / width, width, source.width());
        int[] rows = nearest(box.y1(), box.height() / height, height, source.height());
        byte[] to = new byte[width * height * channels];
        int target = 0;
        for (int row : rows) {
            for (int column : columns) {
                int at = (row * source.width() + column) * channels;
                for (int c = 0; c < channels; c++) {
                    to[target++] = source.data()[at + c];
                }
            }
        }
        return new Raster(width, height, channels, to);
    }

    /** The position is summed up step by step, as Pillow does, which decides the last bit. */
    private static int[] nearest(double from, double step, int size, int sourceSize) {
        int[] index = new int[size];
        double position = from + step * 0.5;
        for (int i = 0; i < size; i++, position += step) {
            index[i] = Math.min((int) position, sourceSize - 1);
        }
        return index;
    }

    private static Raster premultiply(Raster rgba) {
        byte[] data = rgba.data().clone();
        for (int i = 0; i < data.length; i += 4) {
            int alpha = data[i + 3] & 0xff;
            for (int c = 0; c < 3; c++) {
                int product = (data[i + c] & 0xff) * alpha + 128;
                data[i + c] = (byte) ((product >> 8) + product >> 8);
            }
        }
        return new Raster(rgba.width(), rgba.height(), 4, data);
    }

    private static Raster unpremultiply(Raster rgba) {
        byte[] data = rgba.data();
        for (int i = 0; i < data.length; i += 4) {
            int alpha = data[i + 3] & 0xff;
            for (int c = 0; c < 3 && alpha != 0 && alpha != 255; c++) {
                data[i + c] = (byte) Math.min(255, 255 * (data[i + c] & 0xff) / alpha);
            }
        }
        return rgba;
    }

    /** The source pixels of each new pixel along one axis, with weights as whole numbers. */
    private static final class Weights {
        private final int most;
        private final int[] first;
        private final int[] count;
        private final int[] weight;
        /** Of each weight, after the point. */
        private final int bits;

        private Weights(int size, int most, int bits) {
            this.most = most;
            this.bits = bits;
            this.first = new int[size];
            this.count = new int[size];
            this.weight = new int[Math.multiplyExact(size, most)];
        }

        static Weights of(PillowFilter filter, int weightBits, int sourceSize, double from, double to, int size) {
            double scale = (to - from) / size;
            double stretch = Math.max(scale, 1);
            double support = filter.support() * stretch;
            int most = (int) Math.ceil(support) * 2 + 1;
            double[] share = new double[Math.multiplyExact(size, most)];
            int[] first = new int[size];
            int[] count = new int[size];
            double shrink = 1 / stretch;
            double largest = 0;
            for (int i = 0, at = 0; i < size; i++, at += most) {
                double centre = from + (i + 0.5) * scale;
                first[i] = Math.max(0, (int) (centre - support + 0.5));
                count[i] = Math.min(sourceSize, (int) (centre + support + 0.5)) - first[i];
                double sum = 0;
                for (int k = 0; k < count[i]; k++) {
                    share[at + k] = filter.weight((k + first[i] - centre + 0.5) * shrink);
                    sum += share[at + k];
                }
                for (int k = 0; k < count[i]; k++) {
                    share[at + k] = sum == 0 ? share[at + k] : share[at + k] / sum;
                    largest = Math.max(largest, share[at + k]);
                }
            }
            Weights weights = new Weights(size, most, bits(largest, weightBits));
            System.arraycopy(first, 0, weights.first, 0, size);
            System.arraycopy(count, 0, weights.count, 0, size);
            for (int i = 0; i < share.length; i++) {
                weights.weight[i] = (int) (share[i] * (1 << weights.bits) + (share[i] < 0 ? -0.5 : 0.5));
            }
            return weights;
        }

        private static int bits(double largest, int weightBits) {
            int bits = 0;
            while (bits < BITS && (weightBits > BITS || (long) (0.5 + largest * (2L << bits)) < 1L << weightBits)) {
                bits++;
            }
            return bits;
        }

        void shift(int rows) {
            for (int i = 0; i < first.length; i++) {
                first[i] -= rows;
            }
        }
    }
}
