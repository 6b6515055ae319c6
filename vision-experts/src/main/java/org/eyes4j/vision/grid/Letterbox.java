package org.eyes4j.vision.grid;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorPool;
import org.eyes4j.vision.picture.Interpolation;

/**
 * A picture in the middle of a frame of other proportions, resized bilinearly as OpenCV does, grey (114) around it, levels
 * divided by 255. As Ultralytics' {@code LetterBox} computes it, to the rounding.
 *
 * @param width of the picture
 * @param height of the picture
 * @param frameWidth of the tensor
 * @param frameHeight of the tensor
 */
record Letterbox(int width, int height, int frameWidth, int frameHeight) {
    private static final float GREY = 114 / 255f;

    Letterbox {
        if (width < 1 || height < 1 || frameWidth < 1 || frameHeight < 1) {
            throw new IllegalArgumentException("A picture has at least 1 x 1 pixels, got " + width + " x " + height
                    + " for " + frameWidth + " x " + frameHeight);
        }
    }

    double scale() {
        return Math.min((double) frameHeight / height, (double) frameWidth / width);
    }

    int scaledWidth() {
        return Math.max(1, (int) Math.rint(width * scale()));
    }

    int scaledHeight() {
        return Math.max(1, (int) Math.rint(height * scale()));
    }

    int left() {
        return (int) Math.rint((frameWidth - scaledWidth()) / 2.0 - 0.1);
    }

    int top() {
        return (int) Math.rint((frameHeight - scaledHeight()) / 2.0 - 0.1);
    }

    /** From the tensor's pixels to the picture's. */
    double x(double inFrame) {
        return (inFrame - left()) / scale();
    }

    /** From the tensor's pixels to the picture's. */
    double y(double inFrame) {
        return (inFrame - top()) / scale();
    }

    /** A box of the tensor's pixels in the picture's, cut to it. */
    BoundingBox box(double x1, double y1, double x2, double y2) {
        double left = Math.min(x1, x2);
        double top = Math.min(y1, y2);
        return new BoundingBox(x(left), y(top), x(Math.max(x1, x2)), y(Math.max(y1, y2))).clip(width, height);
    }

    /** {@code [1, 3, frameHeight, frameWidth]}, RGB; close it after use. */
    Tensor apply(Raster picture, TensorPool pool) {
        Raster plain = picture.dropAlpha();
        Raster scaled = scaledWidth() == width && scaledHeight() == height
                ? plain
                : Interpolation.BILINEAR.resize(plain, scaledWidth(), scaledHeight());
        return pool.write(buffer -> write(scaled, buffer), 1, 3, frameHeight, frameWidth);
    }

    private void write(Raster scaled, FloatBuffer buffer) {
        float[] row = new float[frameWidth];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < frameHeight; y++) {
                Arrays.fill(row, GREY);
                int from = y - top();
                for (int x = 0; from >= 0 && from < scaled.height() && x < scaled.width(); x++) {
                    row[left() + x] = scaled.at(x, from, channel) / 255f;
                }
                buffer.put((channel * frameHeight + y) * frameWidth, row);
            }
        }
    }
}
