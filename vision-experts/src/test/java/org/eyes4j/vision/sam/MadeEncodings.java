package org.eyes4j.vision.sam;

import java.util.Map;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.onnx.Tensor;

/** Encodings without a model: an encoder of 64 pixels a side, masks of 16 cells a side, so 4 pixels a cell. */
final class MadeEncodings {
    static final int SIDE = 16;

    private MadeEncodings() {}

    /** Of a picture that is scaled so that its longest side has 64 pixels. */
    static Encoding of(Raster picture) {
        int width = picture.width();
        int height = picture.height();
        double scale = Math.max(width, height) / 64.0;
        Affine toPicture = Affine.scale(scale, scale);
        Grid grid = Grid.of(SIDE, 64, width, height, toPicture);
        Raster small = org.eyes4j.vision.picture.Interpolation.AREA.resize(picture, grid.columns(), grid.rows());
        Tensor embedding = Tensor.of(new float[] {1, 1, 1, 1}, 1, 1, 2, 2);
        return new Encoding(
                Map.of("image_embeddings", embedding),
                embedding,
                toPicture,
                64,
                grid,
                small,
                EdgeMap.of(small),
                new MaskEnlarger(grid, 0)::enlarge);
    }

    /** Dark, with a bright box from (x1, y1) to (x2, y2). */
    static Raster brightBox(int width, int height, int x1, int y1, int x2, int y2) {
        byte[] data = new byte[width * height * 3];
        for (int y = y1; y < y2; y++) {
            for (int x = x1; x < x2; x++) {
                for (int c = 0; c < 3; c++) {
                    data[(y * width + x) * 3 + c] = (byte) 200;
                }
            }
        }
        return new Raster(width, height, 3, data);
    }

    /** Logits of a box of cells: {@code inside} in it, {@code outside} elsewhere. */
    static float[] logits(int x1, int y1, int x2, int y2, float inside, float outside) {
        float[] logits = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                logits[y * SIDE + x] = x >= x1 && x < x2 && y >= y1 && y < y2 ? inside : outside;
            }
        }
        return logits;
    }
}
