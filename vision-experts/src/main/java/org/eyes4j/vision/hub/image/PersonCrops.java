package org.eyes4j.vision.hub.image;

import java.nio.FloatBuffer;
import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.Tensor;

/**
 * Cuts people out of a picture by their boxes, each to one size, as {@code VitPoseImageProcessor} does: the box grown to the
 * size's proportions and by a quarter, its outermost pixel centres on the size's outermost ones (unbiased data processing,
 * Huang et al., CVPR 2020), linearly between pixels and black outside, levels rounded to 8 bits. Immutable and thread-safe.
 */
public final class PersonCrops {
    private final Extent size;
    private final double factor;
    private final Levels levels;

    PersonCrops(Extent size, double factor, Levels levels) {
        this.size = size;
        this.factor = factor;
        this.levels = levels;
    }

    /**
     * As a repository's {@code preprocessor_config.json} says.
     *
     * @throws HubException if that is missing, of another processor or impossible
     */
    public static PersonCrops read(HubFiles files) {
        return ImageProcessors.reader(files).crops();
    }

    /** The width of each cut. */
    public int width() {
        return size.width();
    }

    /** The height of each cut. */
    public int height() {
        return size.height();
    }

    /** Where a box's cut lies in the picture. */
    public CropFrame frame(BoundingBox box) {
        return CropFrame.around(box, size.width(), size.height(), factor);
    }

    /** The cuts as {@code pixel_values}, float32 {@code [boxes, 3, height, width]}; at least one box. */
    public Tensor prepare(Raster picture, List<BoundingBox> boxes) {
        if (boxes.isEmpty()) {
            throw new IllegalArgumentException("A batch needs a box");
        }
        if ((long) size.width() * size.height() * boxes.size() > RasterProcessor.MAX_PIXELS) {
            throw HubException.ofPictures("Too many people at once: " + boxes.size() + " cuts of " + size);
        }
        Raster rgb = picture.dropAlpha();
        return Tensor.write(
                buffer -> {
                    for (int i = 0; i < boxes.size(); i++) {
                        write(rgb, frame(boxes.get(i)), buffer, i * 3 * size.width() * size.height());
                    }
                },
                boxes.size(),
                3,
                size.height(),
                size.width());
    }

    private void write(Raster picture, CropFrame frame, FloatBuffer buffer, int start) {
        CropFrame.Axis across = frame.across(size.width());
        CropFrame.Axis down = frame.down(size.height());
        int plane = size.width() * size.height();
        float[] black = {levels.channel(0)[0], levels.channel(1)[0], levels.channel(2)[0]};
        for (int y = 0, at = start; y < size.height(); y++) {
            double row = down.at(y);
            for (int x = 0; x < size.width(); x++, at++) {
                double column = across.at(x);
                boolean inside =
                        row >= 0 && row <= picture.height() - 1 && column >= 0 && column <= picture.width() - 1;
                for (int c = 0; c < 3; c++) {
                    buffer.put(at + c * plane, inside ? levels.channel(c)[linear(picture, column, row, c)] : black[c]);
                }
            }
        }
    }

    /** Between the four pixels around a place, rounded. */
    private static int linear(Raster picture, double x, double y, int channel) {
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(left + 1, picture.width() - 1);
        int bottom = Math.min(top + 1, picture.height() - 1);
        double h = x - left;
        double v = y - top;
        double level = picture.at(left, top, channel) * (1 - v) * (1 - h)
                + picture.at(right, top, channel) * (1 - v) * h
                + picture.at(left, bottom, channel) * v * (1 - h)
                + picture.at(right, bottom, channel) * v * h;
        return (int) (level + 0.5);
    }
}
