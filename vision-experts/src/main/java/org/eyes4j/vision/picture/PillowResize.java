package org.eyes4j.vision.picture;

import java.util.Arrays;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;

/** One resize in Pillow's way; the arithmetic, to the last bit, is that of its 8-bit resampler. */
final class PillowResize {
    private static final int BITS = 22;
    private static final int HALF = 1 << (BITS - 1);

    private final PillowFilter filter;
    private final Raster source;
    private final BoundingBox box;
    private final int width;
    private final int height;

    PillowResize(PillowFilter filter, Raster source, BoundingBox box, int width, int height) {
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
        Weights rows = Weights.of(filter, source.height(), box.y1(), box.y2(), height);
        if (across) {
            Weights columns = Weights.of(filter, source.width(), box.x1(), box.x2(), width);
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
        int target = 0;
        for (int y = firstRow; y < endRow; y++) {
            int row = y * image.width() * channels;
            for (int x = 0; x < width; x++) {
                int at = row + columns.first[x] * channels;
                int weight = x * columns.most;
                int red = HALF;
                int green = HALF;
                int blue = HALF;
                int alpha = HALF;
                for (int k = 0; k < columns.count[x]; k++, at += channels) {
                    int w = columns.weight[weight + k];
                    red += w * (from[at] & 0xff);
                    green += w * (from[at + 1] & 0xff);
                    blue += w * (from[at + 2] & 0xff);
                    if (channels == 4) {
                        alpha += w * (from[at + 3] & 0xff);
                    }
                }
                to[target++] = clip(red);
                to[target++] = clip(green);
                to[target++] = clip(blue);
                if (channels == 4) {
                    to[target++] = clip(alpha);
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
            Arrays.fill(sum, HALF);
            for (int k = 0; k < rows.count[y]; k++) {
                int w = rows.weight[y * rows.most + k];
                int at = (rows.first[y] + k) * stride;
                for (int i = 0; i < stride; i++) {
                    sum[i] += w * (from[at + i] & 0xff);
                }
            }
            for (int i = 0; i < stride; i++) {
                to[y * stride + i] = clip(sum[i]);
            }
        }
        return new Raster(image.width(), height, image.channels(), to);
    }

    private static byte clip(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> BITS));
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

    /** The source pixels of each new pixel along one axis, with weights of 22 bits. */
    private static final class Weights {
        private final int most;
        private final int[] first;
        private final int[] count;
        private final int[] weight;

        private Weights(int size, int most) {
            this.most = most;
            this.first = new int[size];
            this.count = new int[size];
            this.weight = new int[Math.multiplyExact(size, most)];
        }

        static Weights of(PillowFilter filter, int sourceSize, double from, double to, int size) {
            double scale = (to - from) / size;
            double stretch = Math.max(scale, 1);
            double support = filter.support() * stretch;
            Weights weights = new Weights(size, (int) Math.ceil(support) * 2 + 1);
            double shrink = 1 / stretch;
            double[] raw = new double[weights.most];
            for (int i = 0; i < size; i++) {
                double centre = from + (i + 0.5) * scale;
                int first = Math.max(0, (int) (centre - support + 0.5));
                int count = Math.min(sourceSize, (int) (centre + support + 0.5)) - first;
                double sum = 0;
                for (int k = 0; k < count; k++) {
                    raw[k] = filter.weight((k + first - centre + 0.5) * shrink);
                    sum += raw[k];
                }
                for (int k = 0; k < count; k++) {
                    double share = sum == 0 ? raw[k] : raw[k] / sum;
                    weights.weight[i * weights.most + k] = (int) (share * (1 << BITS) + (share < 0 ? -0.5 : 0.5));
                }
                weights.first[i] = first;
                weights.count[i] = count;
            }
            return weights;
        }

        void shift(int rows) {
            for (int i = 0; i < first.length; i++) {
                first[i] -= rows;
            }
        }
    }
}
