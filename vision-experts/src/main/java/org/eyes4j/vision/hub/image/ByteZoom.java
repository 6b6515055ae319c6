package org.eyes4j.vision.hub.image;

/**
 * OWLv2's resize on bytes, which is what it comes to where levels are not scaled first: {@code scipy.ndimage}'s Gaussian cuts its sums
 * off to whole numbers after each axis, its zoom rounds them. Stateless.
 */
final class ByteZoom {
    private ByteZoom() {}

    /** A plane of levels, with zeros right and below up to the padded size, in a new size. */
    static float[] resize(float[] plane, int width, int height, int padWidth, int padHeight, Extent to, boolean blur) {
        if ((long) padWidth * padHeight > RasterProcessor.MAX_PIXELS) {
            throw org.eyes4j.vision.hub.HubException.ofPictures("A picture of " + width + " x " + height
                    + " pixels is padded to more than 50 megapixels; give one of other proportions");
        }
        double[] bytes = new double[padWidth * padHeight];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                bytes[y * padWidth + x] = plane[y * width + x];
            }
        }
        if (blur) {
            bytes = blurred(bytes, padHeight, padWidth, padWidth, 1, deviation(padHeight, to.height()));
            bytes = blurred(bytes, padWidth, padHeight, 1, padWidth, deviation(padWidth, to.width()));
        }
        float[] out = new float[to.width() * to.height()];
        double down = (double) padHeight / to.height();
        double across = (double) padWidth / to.width();
        for (int y = 0; y < to.height(); y++) {
            double atY = (y + 0.5) * down - 0.5;
            int top = (int) Math.floor(atY);
            for (int x = 0; x < to.width(); x++) {
                double atX = (x + 0.5) * across - 0.5;
                int left = (int) Math.floor(atX);
                double sum = 0;
                for (int dy = 0; dy < 2; dy++) {
                    int row = MirrorAxis.mirror(top + dy, padHeight) * padWidth;
                    double weight = dy == 0 ? 1 - (atY - top) : atY - top;
                    for (int dx = 0; dx < 2; dx++) {
                        sum += bytes[row + MirrorAxis.mirror(left + dx, padWidth)]
                                * weight
                                * (dx == 0 ? 1 - (atX - left) : atX - left);
                    }
                }
                out[y * to.width() + x] = (int) (sum + 0.5);
            }
        }
        return out;
    }

    private static double deviation(int from, int to) {
        return Math.max(0, ((double) from / to - 1) / 2);
    }

    /** In numpy's own order: what is cut off to whole numbers shows the last bit of a weight. */
    private static double[] gaussian(double deviation) {
        int reach = (int) (4 * deviation + 0.5);
        if (deviation <= 1e-15 || reach == 0) {
            return new double[] {1};
        }
        double[] weights = new double[2 * reach + 1];
        double scale = -0.5 / (deviation * deviation);
        for (int k = -reach; k <= reach; k++) {
            weights[k + reach] = Math.exp(scale * (k * k));
        }
        double[] lanes = new double[8];
        int whole = weights.length < 8 ? 0 : weights.length / 8 * 8;
        for (int i = 0; i < whole; i++) {
            lanes[i % 8] += weights[i];
        }
        double sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        for (int i = whole; i < weights.length; i++) {
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** Along one axis: lines of a length, that many of them, with steps within and between them. */
    private static double[] blurred(double[] in, int length, int lines, int step, int between, double deviation) {
        double[] weights = gaussian(deviation);
        int reach = weights.length / 2;
        if (reach == 0) {
            return in;
        }
        double[] out = new double[in.length];
        for (int line = 0; line < lines; line++) {
            int from = line * between;
            for (int i = 0; i < length; i++) {
                double sum = in[from + i * step] * weights[reach];
                for (int k = -reach; k < 0; k++) {
                    sum += (in[from + MirrorAxis.mirror(i + k, length) * step]
                                    + in[from + MirrorAxis.mirror(i - k, length) * step])
                            * weights[reach + k];
                }
                out[from + i * step] = (int) sum;
            }
        }
        return out;
    }
}
