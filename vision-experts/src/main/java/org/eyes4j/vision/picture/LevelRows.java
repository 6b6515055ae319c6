package org.eyes4j.vision.picture;

/** Takes the rows of a picture in the making, each once, in any order and by several threads at once. */
@FunctionalInterface
public interface LevelRows {
    /** @param levels of the row's pixels, 0–255 and not rounded; whoever calls writes over them afterwards, and so may this */
    void row(int y, float[] levels);

    /** What takes the rows of one band, all from one thread: where something is worth keeping from row to row. */
    default LevelRows ofBand() {
        return this;
    }
}
