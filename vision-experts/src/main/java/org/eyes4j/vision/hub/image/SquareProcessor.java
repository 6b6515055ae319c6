package org.eyes4j.vision.hub.image;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;

/**
 * OWLv2's way, in floats throughout: pictures are padded with black to a square, right and below, blurred where they shrink,
 * and resized linearly as {@code scipy.ndimage} does ({@code gaussian_filter} and {@code zoom} of order 1, mode mirror, grid
 * mode). Both are linear and separable, so each axis is one set of weights, and the padding is never stored.
 */
final class SquareProcessor implements ImageProcessor {
    private final String name;
    private final Optional<Extent> size;
    private final boolean scaled;
    private final boolean pad;
    private final boolean blur;
    private final double factor;
    private final List<Double> mean;
    private final List<Double> deviation;

    /**
     * With its settings.
     *
     * @param size to which pictures are resized; empty where they keep their own
     * @param scaled whether levels are scaled before that; else they stay whole numbers at each step, as numpy's bytes do
     * @param blur whether pictures that shrink are blurred first
     * @param mean of each channel; empty where nothing is normalised
     * @param deviation of each channel; empty where nothing is normalised
     */
    SquareProcessor(
            String name,
            Optional<Extent> size,
            boolean scaled,
            boolean pad,
            boolean blur,
            double factor,
            List<Double> mean,
            List<Double> deviation) {
        this.name = name;
        this.size = size;
        this.scaled = scaled;
        this.pad = pad;
        this.blur = blur;
        this.factor = factor;
        this.mean = mean;
        this.deviation = deviation;
    }

    @Override
    public Prepared prepare(List<Raster> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("A batch needs a picture");
        }
        Extent size = sizeOf(pictures.get(0));
        for (Raster picture : pictures) {
            if (!sizeOf(picture).equals(size)) {
                throw HubException.ofPictures(name + " does not resize, and the pictures of one batch come out as "
                        + size + " and " + sizeOf(picture) + "; give them one by one");
            }
        }
        if ((long) size.width() * size.height() * pictures.size() > RasterProcessor.MAX_PIXELS) {
            throw HubException.ofPictures(name + " makes " + pictures.size() + " pictures of " + size
                    + ", together more than 50 megapixels; give fewer at once");
        }
        Tensor values = Tensor.write(
                buffer -> {
                    for (int i = 0; i < pictures.size(); i++) {
                        write(pictures.get(i).dropAlpha(), size, buffer, i * 3 * size.width() * size.height());
                    }
                },
                pictures.size(),
                3,
                size.height(),
                size.width());
        return new Prepared(
                values, Optional.empty(), pictures.stream().map(this::placement).toList());
    }

    private Extent sizeOf(Raster picture) {
        return size.orElseGet(() -> new Extent(side(picture, picture.width()), side(picture, picture.height())));
    }

    /** To whole pixels of the tensor; boxes are better scaled by the square's side. */
    private Placement placement(Raster picture) {
        Extent size = sizeOf(picture);
        double across = (double) size.width() / side(picture, picture.width());
        double down = (double) size.height() / side(picture, picture.height());
        return new Placement(
                picture.width(),
                picture.height(),
                0,
                0,
                Math.max(1, (int) Math.round(picture.width() * across)),
                Math.max(1, (int) Math.round(picture.height() * down)));
    }

    private int side(Raster picture, int edge) {
        return pad ? Math.max(picture.width(), picture.height()) : edge;
    }

    private void write(Raster picture, Extent to, FloatBuffer buffer, int start) {
        // What is not scaled is blurred apart, because numbers are cut off to whole ones after each step.
        boolean together = scaled || size.isEmpty();
        MirrorAxis columns =
                MirrorAxis.of(side(picture, picture.width()), picture.width(), to.width(), blur && together);
        MirrorAxis rows =
                MirrorAxis.of(side(picture, picture.height()), picture.height(), to.height(), blur && together);
        boolean padded = pad && picture.width() != picture.height();
        for (int c = 0; c < 3; c++) {
            float[] plane = plane(picture, c);
            float low = padded ? 0 : Float.POSITIVE_INFINITY;
            float high = padded ? 0 : Float.NEGATIVE_INFINITY;
            for (float value : plane) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            float[] resized = size.isEmpty()
                    ? padded(plane, picture, to)
                    : together
                            ? rows.down(columns.across(plane, picture.height()), to.width())
                            : ByteZoom.resize(
                                    plane,
                                    picture.width(),
                                    picture.height(),
                                    side(picture, picture.width()),
                                    side(picture, picture.height()),
                                    to,
                                    blur);
            for (int i = 0; i < resized.length; i++) {
                float value = Math.max(low, Math.min(high, resized[i]));
                resized[i] = mean.isEmpty()
                        ? value
                        : (value - mean.get(c).floatValue()) / deviation.get(c).floatValue();
            }
            buffer.put(start + c * resized.length, resized);
        }
    }

    private static float[] padded(float[] plane, Raster picture, Extent to) {
        float[] padded = new float[to.width() * to.height()];
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(plane, y * picture.width(), padded, y * to.width(), picture.width());
        }
        return padded;
    }

    private float[] plane(Raster picture, int channel) {
        float[] plane = new float[picture.width() * picture.height()];
        for (int i = 0, from = channel; i < plane.length; i++, from += 3) {
            plane[i] = (float) ((picture.data()[from] & 0xff) * factor);
        }
        return plane;
    }
}
