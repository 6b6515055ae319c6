package org.eyes4j.vision.sam.hub;

import java.util.Arrays;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.vision.hub.image.Placement;
import org.eyes4j.vision.picture.PlaneResize;

/**
 * From coarse masks to masks of a picture's size, as the reference's {@code post_process_masks}: SAM's are enlarged to the
 * encoder's size, the padding is cut off, and the rest is enlarged to the picture's; SAM 2's are enlarged at once. Pure.
 *
 * @param placement of the picture in the encoder's input
 * @param inputWidth of the encoder's input
 * @param inputHeight of the encoder's input
 * @param padded whether the encoder's input has padding to cut off
 */
public record SamMasks(Placement placement, int inputWidth, int inputHeight, boolean padded) {
    private static final int BAND = 64;

    /** A coarse mask before it is enlarged to the picture. */
    private record Plane(float[] values, int width, int height) {}

    /**
     * Logits at the picture's size.
     *
     * @param coarse {@code [height][width]}
     */
    public float[] logits(float[] coarse, int width, int height) {
        Plane plane = unpadded(coarse, width, height);
        return PlaneResize.BILINEAR.resize(
                plane.values, plane.width, plane.height, placement.width(), placement.height());
    }

    /** The mask at the picture's size: where the logits are above a threshold. */
    public Mask mask(float[] coarse, int width, int height, double threshold) {
        Plane plane = unpadded(coarse, width, height);
        int columns = placement.width();
        int rows = placement.height();
        float cut = (float) threshold;
        boolean[] mask = new boolean[columns * rows];
        for (int from = 0; from < rows; from += BAND) {
            int to = Math.min(rows, from + BAND);
            float[] band =
                    PlaneResize.BILINEAR.rows(plane.values, 0, plane.width, plane.height, columns, rows, from, to);
            for (int i = 0; i < band.length; i++) {
                mask[from * columns + i] = band[i] > cut;
            }
        }
        return Mask.fromBitmap(columns, rows, mask);
    }

    private Plane unpadded(float[] coarse, int width, int height) {
        if (!padded) {
            return new Plane(coarse, width, height);
        }
        float[] large = PlaneResize.BILINEAR.resize(coarse, width, height, inputWidth, inputHeight);
        int columns = Math.min(inputWidth, placement.scaledWidth());
        int rows = Math.min(inputHeight, placement.scaledHeight());
        float[] cut = new float[columns * rows];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(large, y * inputWidth, cut, y * columns, columns);
        }
        return new Plane(cut, columns, rows);
    }

    @Override
    public String toString() {
        return "SamMasks" + Arrays.asList(placement, inputWidth, inputHeight, padded);
    }
}
