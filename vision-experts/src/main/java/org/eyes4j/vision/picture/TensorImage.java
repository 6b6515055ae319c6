package org.eyes4j.vision.picture;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
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
        Tensor tensor = pool.write(buffer -> write(picture, region, place, buffer, 0), shape(1));
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
                        write(picture, whole, place(whole), buffer, i * width * height * 3);
                    }
                },
                shape(pictures.size()));
    }

    /**
     * A tilted part of a picture, upright.
     *
     * @param toPicture from the part's pixels to the picture's
     * @param width not above the tensor's
     * @param height not above the tensor's
     */
    public record Cut(Affine toPicture, int width, int height) {}

    /** Parts of an RGB picture as one tensor, {@code [n, …]}, at the top left of the padding, bilinear; at least one. */
    public Tensor cuts(Raster picture, List<Cut> cuts, TensorPool pool) {
        return pool.write(
                buffer -> {
                    Bands.share(width, cuts.size() * height, (from, to) -> {
                        // A cut is made by whom its last row falls to.
                        for (int i = from / height; i < to / height; i++) {
                            write(picture, cuts.get(i), buffer, i * width * height * 3);
                        }
                    });
                },
                shape(cuts.size()));
    }

    private void write(Raster picture, Cut cut, FloatBuffer buffer, int offset) {
        if (cut.width < width || cut.height < height) {
            pad(buffer, offset);
        }
        Warp.rows(
                picture,
                cut.toPicture,
                cut.width,
                cut.height,
                Warp.Border.EDGE,
                layout == Layout.NCHW,
                new TensorRows(this, buffer, offset));
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

    private void write(Raster picture, BoundingBox region, Place place, FloatBuffer buffer, int offset) {
        if (place.width != width || place.height != height) {
            pad(buffer, offset);
        }
        boolean same = region.x1() == 0
                && region.y1() == 0
                && region.x2() == picture.width()
                && region.y2() == picture.height()
                && place.width == picture.width()
                && place.height == picture.height();
        if (same) {
            write(picture, place, buffer, offset);
            return;
        }
        // Alpha goes first where the colours of a pixel would be mixed by it.
        Raster opaque = picture.dropAlpha();
        Optional<SmoothResize> unrounded = resampler.unrounded(opaque, region, place.width, place.height);
        if (unrounded.isPresent()) {
            int pixel = place.top * width + place.left;
            int first = offset + (layout == Layout.NCHW ? pixel : pixel * 3);
            unrounded.get().rows(layout == Layout.NCHW, new TensorRows(this, buffer, first));
        } else {
            write(resampler.resize(opaque, region, place.width, place.height), place, buffer, offset);
        }
    }

    /** A picture of the place's size. */
    private void write(Raster resized, Place place, FloatBuffer buffer, int offset) {
        float[][] tables = {scaling.table(0), scaling.table(1), scaling.table(2)};
        int pixel = place.top * width + place.left;
        if (layout == Layout.NCHW) {
            for (int plane = 0; plane < 3; plane++) {
                int at = offset + plane * height * width + pixel;
                writePlane(resized, channel(plane), tables[channel(plane)], buffer, at);
            }
        } else if (!bgr && scaling.isUniform() && resized.channels() == 3) {
            writeLevels(resized, tables[0], buffer, offset + pixel * 3);
        } else {
            writePixels(resized, tables, buffer, offset + pixel * 3);
        }
    }

    /** The channel of the picture, in RGB order, that comes at a place. */
    private int channel(int place) {
        return bgr ? 2 - place : place;
    }

    /** Everywhere; the picture goes over it. */
    private void pad(FloatBuffer buffer, int offset) {
        int level = (int) Math.max(0, Math.min(255, Math.round(padding)));
        float[] row = new float[width * 3];
        float[] grey = new float[3];
        for (int place = 0; place < 3; place++) {
            grey[place] = Double.isNaN(padding) ? 0 : scaling.table(channel(place))[level];
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = grey[layout == Layout.NCHW ? i / width : i % 3];
        }
        for (int y = 0; y < height; y++) {
            if (layout == Layout.NCHW) {
                for (int plane = 0; plane < 3; plane++) {
                    buffer.put(offset + (plane * height + y) * width, row, plane * width, width);
                }
            } else {
                buffer.put(offset + y * row.length, row);
            }
        }
    }

    private void writePlane(Raster band, int channel, float[] table, FloatBuffer buffer, int offset) {
        float[] row = new float[band.width()];
        byte[] data = band.data();
        int step = band.channels();
        int at = channel;
        for (int y = 0; y < band.height(); y++) {
            for (int x = 0; x < row.length; x++, at += step) {
                row[x] = table[data[at] & 0xff];
            }
            buffer.put(offset + y * width, row);
        }
    }

    /** The most frequent case of {@link #writePixels}, in half the time. */
    private void writeLevels(Raster band, float[] table, FloatBuffer buffer, int offset) {
        float[] row = new float[band.width() * 3];
        byte[] data = band.data();
        int at = 0;
        for (int y = 0; y < band.height(); y++) {
            for (int x = 0; x < row.length; x++, at++) {
                row[x] = table[data[at] & 0xff];
            }
            buffer.put(offset + y * width * 3, row);
        }
    }

    private void writePixels(Raster band, float[][] tables, FloatBuffer buffer, int offset) {
        float[] row = new float[band.width() * 3];
        byte[] data = band.data();
        int step = band.channels();
        int first = channel(0);
        int last = channel(2);
        float[] ofFirst = tables[first];
        float[] ofSecond = tables[1];
        float[] ofLast = tables[last];
        int at = 0;
        for (int y = 0; y < band.height(); y++) {
            for (int x = 0; x < row.length; x += 3, at += step) {
                row[x] = ofFirst[data[at + first] & 0xff];
                row[x + 1] = ofSecond[data[at + 1] & 0xff];
                row[x + 2] = ofLast[data[at + last] & 0xff];
            }
            buffer.put(offset + y * width * 3, row);
        }
    }
}
