package org.eyes4j.vision.setprediction;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.vision.onnx.Tensor;

/**
 * Boxes as these models give them: {@code [pictures, queries, 4]} of centre x, centre y, width and height, in 0–1 of the
 * picture. Immutable.
 */
final class CentreBoxes {
    private final float[] values;
    private final int queries;

    private CentreBoxes(float[] values, int queries) {
        this.values = values;
        this.queries = queries;
    }

    static CentreBoxes of(Tensor boxes) {
        if (boxes.shape().size() != 3 || boxes.dim(2) != 4) {
            throw new IllegalArgumentException("Expected boxes of shape [pictures, queries, 4], got " + boxes);
        }
        return new CentreBoxes(boxes.toFloatArray(), boxes.dim(1));
    }

    int queries() {
        return queries;
    }

    /** Corners in pixels of a picture of this size; arithmetic of single precision, as the reference's. */
    BoundingBox corners(int picture, int query, PictureSize size) {
        float[] c = corners(picture, query);
        return new BoundingBox(c[0] * size.width(), c[1] * size.height(), c[2] * size.width(), c[3] * size.height());
    }

    /** Corners in 0–1: left, top, right, bottom. */
    float[] corners(int picture, int query) {
        int at = (picture * queries + query) * 4;
        // A width below nothing is noise of a broken model; a box must not turn over for it.
        float halfWidth = Math.max(0, values[at + 2]) * 0.5f;
        float halfHeight = Math.max(0, values[at + 3]) * 0.5f;
        return new float[] {
            values[at] - halfWidth, values[at + 1] - halfHeight, values[at] + halfWidth, values[at + 1] + halfHeight
        };
    }
}
