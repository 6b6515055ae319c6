package org.eyes4j.vision.sam;

import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;

/**
 * A prompt as the original export of SAM takes it.
 *
 * @param coords x, y of each point in the encoder's pixels
 * @param labels of the points: 1 on the object, 0 beside it, 2 and 3 the corners of its box, -1 none
 * @param mask logits of an earlier mask, a grid row by row; empty for none
 */
record DecoderInput(float[] coords, float[] labels, float[] mask) {
    /** How sure an earlier mask is taken to be: about what the decoder itself gives inside and outside an object. */
    private static final float CERTAIN = 8;

    static DecoderInput of(ObjectPrompt prompt, Encoding encoding) {
        Affine toModel = encoding.toPicture().inverse();
        BoundingBox box = prompt.bounds();
        // Without a box, the decoder wants a point that is none in its place.
        int count = prompt.points().size() + (box == null ? 1 : 2);
        float[] coords = new float[2 * count];
        float[] labels = new float[count];
        int i = 0;
        for (PointPrompt point : prompt.points()) {
            put(coords, i, toModel.apply(point.at()));
            labels[i++] = point.positive() ? 1 : 0;
        }
        if (box == null) {
            labels[i] = -1;
        } else {
            put(coords, i, toModel.apply(new Point(box.x1(), box.y1())));
            labels[i++] = 2;
            put(coords, i, toModel.apply(new Point(box.x2(), box.y2())));
            labels[i] = 3;
        }
        Mask mask = prompt.mask();
        return new DecoderInput(coords, labels, mask == null ? new float[0] : logits(mask, encoding.grid()));
    }

    private static void put(float[] coords, int i, Point p) {
        coords[2 * i] = (float) p.x();
        coords[2 * i + 1] = (float) p.y();
    }

    private static float[] logits(Mask mask, Grid grid) {
        Mask coarse = mask.map(grid.toGrid(), grid.side(), grid.side());
        boolean[] bitmap = coarse.toBitmap();
        float[] logits = new float[bitmap.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = bitmap[i] ? CERTAIN : -CERTAIN;
        }
        return logits;
    }
}
