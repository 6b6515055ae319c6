package org.eyes4j.vision.picture;

import java.nio.FloatBuffer;

/** Writes rows of levels, as {@link SmoothResize} gives them, to where they belong in a tensor, scaled. Thread-safe. */
final class TensorRows implements LevelRows {
    private final TensorImage.Layout layout;
    private final int width;
    private final int height;
    private final boolean bgr;
    private final boolean asTheyAre;
    private final float[] factor = new float[3];
    private final float[] shift = new float[3];
    private final FloatBuffer buffer;
    private final int offset;

    /** @param offset of the first row's first pixel in the tensor, or in its first plane */
    TensorRows(TensorImage image, FloatBuffer buffer, int offset) {
        this.layout = image.layout();
        this.width = image.width();
        this.height = image.height();
        this.bgr = image.bgr();
        this.asTheyAre = image.scaling().equals(Scaling.NONE);
        this.buffer = buffer;
        this.offset = offset;
        for (int channel = 0; channel < 3; channel++) {
            double std = image.scaling().std().get(channel);
            factor[channel] = (float) (image.scaling().factor() / std);
            shift[channel] = (float) (-image.scaling().mean().get(channel) / std);
        }
    }

    /** @param levels in planes where the tensor has planes */
    @Override
    public void row(int y, float[] levels) {
        if (layout == TensorImage.Layout.NCHW) {
            int count = levels.length / 3;
            for (int channel = 0; channel < 3; channel++) {
                int plane = bgr ? 2 - channel : channel;
                if (!asTheyAre) {
                    scale(levels, channel * count, count, factor[channel], shift[channel]);
                }
                buffer.put(offset + (plane * height + y) * width, levels, channel * count, count);
            }
        } else {
            if (!asTheyAre) {
                scale(levels);
            }
            if (bgr) {
                turn(levels);
            }
            buffer.put(offset + y * width * 3, levels);
        }
    }

    private static void scale(float[] levels, int from, int count, float factor, float shift) {
        for (int i = from; i < from + count; i++) {
            levels[i] = levels[i] * factor + shift;
        }
    }

    private void scale(float[] levels) {
        for (int i = 0; i < levels.length; i += 3) {
            levels[i] = levels[i] * factor[0] + shift[0];
            levels[i + 1] = levels[i + 1] * factor[1] + shift[1];
            levels[i + 2] = levels[i + 2] * factor[2] + shift[2];
        }
    }

    private static void turn(float[] levels) {
        for (int i = 0; i < levels.length; i += 3) {
            float red = levels[i];
            levels[i] = levels[i + 2];
            levels[i + 2] = red;
        }
    }
}
