package org.eyes4j.vision.setprediction;

/**
 * How two boxes of corners in 0–1 lie to each other.
 *
 * @param iou their common area of that of both together; NaN for two boxes without any
 * @param generalised less what of the box around both is in neither (Rezatofighi et al., 2019)
 */
record Overlap(float iou, float generalised) {
    static Overlap of(float[] a, float[] b) {
        float width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
        float height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
        float common = width * height;
        float union = area(a) + area(b) - common;
        float around = Math.max(0, Math.max(a[2], b[2]) - Math.min(a[0], b[0]))
                * Math.max(0, Math.max(a[3], b[3]) - Math.min(a[1], b[1]));
        float iou = common / union;
        return new Overlap(iou, iou - (around - union) / around);
    }

    private static float area(float[] box) {
        return (box[2] - box[0]) * (box[3] - box[1]);
    }
}
