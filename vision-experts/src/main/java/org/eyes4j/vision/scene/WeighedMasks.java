package org.eyes4j.vision.scene;

import java.util.Arrays;
import org.eyes4j.vision.picture.PlaneResize;

/**
 * Masks of probabilities, each enlarged bilinearly and weighed by its score: every pixel goes to the highest, the first of
 * equals. Goes band by band, so that memory does not grow with the number of masks. Pure.
 *
 * @param masks {@code [scores][height][width]}, 0–1
 * @param scores one for each mask
 */
record WeighedMasks(float[] masks, float[] scores, int width, int height) {
    private static final int BAND = 32;

    /**
     * Who got what.
     *
     * @param owners the mask that each pixel went to
     * @param area pixels that went to each mask
     * @param whole pixels that each mask would have had alone
     */
    record Shares(SegmentMap owners, int[] area, int[] whole) {}

    /** @param threshold from which weighed probability on a pixel counts for a mask's whole area */
    Shares shareOut(double threshold, int newWidth, int newHeight) {
        int[] owners = new int[newWidth * newHeight];
        int[] area = new int[scores.length];
        int[] whole = new int[scores.length];
        float[] best = new float[newWidth * BAND];
        for (int from = 0; from < newHeight; from += BAND) {
            int to = Math.min(newHeight, from + BAND);
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            int base = from * newWidth;
            for (int k = 0; k < scores.length; k++) {
                float[] band = PlaneResize.BILINEAR.rows(
                        masks, k * width * height, width, height, newWidth, newHeight, from, to);
                for (int i = 0; i < band.length; i++) {
                    float weighed = band[i] * scores[k];
                    if (weighed >= threshold) {
                        whole[k]++;
                    }
                    if (weighed > best[i]) {
                        best[i] = weighed;
                        owners[base + i] = k;
                    }
                }
            }
        }
        for (int owner : owners) {
            area[owner]++;
        }
        return new Shares(new SegmentMap(newWidth, newHeight, owners), area, whole);
    }
}
