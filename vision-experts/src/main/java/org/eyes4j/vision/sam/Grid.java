package org.eyes4j.vision.sam;

import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;

/**
 * The decoder's coarse mask grid and where the picture lies in it: at the top left, its longest side filling the grid.
 *
 * @param side cells a side of the whole grid
 * @param columns cells that show the picture
 * @param rows cells that show the picture
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param toGrid from the picture's pixels to cells
 */
record Grid(int side, int columns, int rows, int width, int height, Affine toGrid) {

    /** @param toPicture from the encoder's pixels, {@code size} a side, to the picture's */
    static Grid of(int side, int size, int width, int height, Affine toPicture) {
        Affine toGrid = toPicture.inverse().then(Affine.scale((double) side / size, (double) side / size));
        Point end = toGrid.apply(new Point(width, height));
        return new Grid(
                side,
                Math.max(1, Math.min(side, (int) Math.round(end.x()))),
                Math.max(1, Math.min(side, (int) Math.round(end.y()))),
                width,
                height,
                toGrid);
    }

    /** A mask of the picture on the cells that show it, row by row. */
    boolean[] cells(Mask mask) {
        return mask.map(toGrid, columns, rows).toBitmap();
    }

    /** A mask of the picture's size from the cells that show it, row by row. */
    Mask mask(boolean[] cells) {
        return Mask.fromBitmap(columns, rows, cells).map(toGrid.inverse(), width, height);
    }

    /** The cell under a point of the picture. */
    int cell(Point p) {
        Point at = toGrid.apply(p);
        int column = Math.max(0, Math.min(columns - 1, (int) at.x()));
        int row = Math.max(0, Math.min(rows - 1, (int) at.y()));
        return row * side + column;
    }
}
