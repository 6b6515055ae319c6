package org.eyes4j.vision.picture;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorPool;

/**
 * How a picture becomes the input of a model: resized, padded, scaled and laid out. Immutable; start with {@link #of} and
 * change what differs. Alpha is dropped: put it over white before where that is wanted.
 *
 * @param width of the tensor
 * @param height of the tensor
 * @param fit how a picture of other proportions fits
 * @param resampler how it is resized
 * @param padding grey level 0–255 around it, before scaling; NaN for 0 after scaling
 * @param scaling of levels
 * @param layout of dimensions
 * @param bgr whether blue comes first
 */
public record TensorImage(
        int width,
        int height,
        Fit fit,
        Resampler resampler,
        double padding,
        Scaling scaling,
        Layout layout,
        boolean bgr) {
    /** How a picture of other proportions fits. */
    public enum Fit {
        /** Its proportions change. */
        STRETCH,
        /** It keeps its proportions, at the top left; the rest is padding. */
        PAD_END,
        /** It keeps its proportions, in the middle; the rest is padding. */
        PAD_CENTRE
    }

    /** The order of dimensions. */
    public enum Layout {
        NCHW,
        NHWC
    }

    /**
     * A picture as a tensor.
     *
     * @param tensor of one picture, {@code [1, 3, height, width]} or {@code [1, height, width, 3]}; close it after use
     * @param toPicture from the tensor's pixels to the picture's
     */
    public record Prepared(Tensor tensor, Affine toPicture) implements AutoCloseable {
        @Override
        public void close() {
            tensor.close();
        }
    }

    private record Place(int left, int top, int width, int height) {}

    public TensorImage {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A picture has at least 1 x 1 pixels, got " + width + " x " + height);
        }
    }

    /** Stretched bilinearly to this size, RGB, levels 0–255, NCHW. */
    public static TensorImage of(int width, int height) {
        return new TensorImage(
                width, height, Fit.STRETCH, Interpolation.BILINEAR, Double.NaN, Scaling.NONE, Layout.NCHW, false);
    }

    public TensorImage with(Fit newFit) {
        return new TensorImage(width, height, newFit, resampler, padding, scaling, layout, bgr);
    }

    public TensorImage with(Resampler newResampler) {
        return new TensorImage(width, height, fit, newResampler, padding, scaling, layout, bgr);
    }

    public TensorImage with(Scaling newScaling) {
        return new TensorImage(width, height, fit, resampler, padding, newScaling, layout, bgr);
    }

    public TensorImage with(Layout newLayout) {
        return new TensorImage(width, height, fit, resampler, padding, scaling, newLayout, bgr);
    }

    public TensorImage withPadding(double greyLevel) {
        return new TensorImage(width, height, fit, resampler, greyLevel, scaling, layout, bgr);
    }

    public TensorImage withBgr() {
        return new TensorImage(width, height, fit, resampler, padding, scaling, layout, true);
    }

    /** The whole picture. */
    public Prepared apply(Raster picture, TensorPool pool) {
        return apply(picture, new BoundingBox(0, 0, picture.width(), picture.height()), pool);
    }

    /** A part of the picture, in its pixels. At the part's edges, pixels beyond them are mixed in as far as the resampler looks. */
    public Prepared apply(Raster picture, BoundingBox region, TensorPool pool) {
        Place place = place(region);
        Raster resized = resize(picture, region, place);
        Tensor tensor = pool.write(buffer -> write(resized, place, buffer, 0), shape(1));
        Affine toPicture = Affine.translation(-place.left, -place.top)
                .then(Affine.scale(region.width() / place.width, region.height() / place.height))
                .then(Affine.translation(region.x1(), region.y1()));
        return new Prepared(tensor, toPicture);
    }

    /** Several whole pictures as one tensor, {@code [n, …]}; at least one. */
    public Tensor batch(List<Raster> pictures, TensorPool pool) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("A batch needs a picture");
        }
        return pool.write(
                buffer -> {
                    for (int i = 0; i < pictures.size(); i++) {
                        Raster picture = pictures.get(i);
                        BoundingBox whole = new BoundingBox(0, 0, picture.width(), picture.height());
                        Place place = place(whole);
                        write(resize(picture, whole, place), place, buffer, i * width * height * 3);
                    }
                },
                shape(pictures.size()));
    }

    private long[] shape(int pictures) {
        return layout == Layout.NCHW
                ? new long[] {pictures, 3, height, width}
                : new long[] {pictures, height, width, 3};
    }

    private Place place(BoundingBox region) {
        if (fit == Fit.STRETCH) {
            return new Place(0, 0, width, height);
        }
        double scale = Math.min(width / region.width(), height / region.height());
        int w = Math.max(1, Math.min(width, (int) Math.round(region.width() * scale)));
        int h = Math.max(1, Math.min(height, (int) Math.round(region.height() * scale)));
        return fit == Fit.PAD_END ? new Place(0, 0, w, h) : new Place((width - w) / 2, (height - h) / 2, w, h);
    }

    private Raster resize(Raster picture, BoundingBox region, Place place) {
        boolean same = region.x1() == 0
                && region.y1() == 0
                && region.x2() == picture.width()
                && region.y2() == picture.height()
                && place.width == picture.width()
                && place.height == picture.height();
        // Alpha goes first where the colours of a pixel would be mixed by it.
        return same ? picture : resampler.resize(picture.dropAlpha(), region, place.width, place.height);
    }

    private void write(Raster image, Place place, FloatBuffer buffer, int offset) {
        float[][] tables = {scaling.table(0), scaling.table(1), scaling.table(2)};
        boolean padded = image.width() != width || image.height() != height;
        if (layout == Layout.NCHW) {
            for (int plane = 0; plane < 3; plane++) {
                int channel = bgr ? 2 - plane : plane;
                writePlane(image, place, channel, tables[channel], padded, buffer, offset + plane * width * height);
            }
        } else {
            writePixels(image, place, tables, padded, buffer, offset);
        }
    }

    private float pad(float[] table) {
        return Double.isNaN(padding) ? 0 : table[(int) Math.max(0, Math.min(255, Math.round(padding)))];
    }

    private void writePlane(
            Raster image, Place place, int channel, float[] table, boolean padded, FloatBuffer buffer, int offset) {
        float[] row = new float[width];
        byte[] data = image.data();
        int step = image.channels();
        float pad = pad(table);
        for (int y = 0; y < height; y++) {
            int sourceRow = y - place.top;
            boolean inside = sourceRow >= 0 && sourceRow < place.height;
            if (padded) {
                Arrays.fill(row, pad);
            }
            if (inside) {
                int at = sourceRow * place.width * step + channel;
                int end = place.left + place.width;
                for (int x = place.left; x < end; x++, at += step) {
                    row[x] = table[data[at] & 0xff];
                }
            }
            buffer.put(offset + y * width, row);
        }
    }

    private void writePixels(
            Raster image, Place place, float[][] tables, boolean padded, FloatBuffer buffer, int offset) {
        float[] row = new float[width * 3];
        byte[] data = image.data();
        int step = image.channels();
        for (int y = 0; y < height; y++) {
            int sourceRow = y - place.top;
            for (int c = 0; c < 3; c++) {
                int channel = bgr ? 2 - c : c;
                float[] table = tables[channel];
                float pad = pad(table);
                for (int x = c; padded && x < row.length; x += 3) {
                    row[x] = pad;
                }
                if (sourceRow >= 0 && sourceRow < place.height) {
                    int at = sourceRow * place.width * step + channel;
                    int end = (place.left + place.width) * 3;
                    for (int x = place.left * 3 + c; x < end; x += 3, at += step) {
                        row[x] = table[data[at] & 0xff];
                    }
                }
            }
            buffer.put(offset + y * width * 3, row);
        }
    }
}
