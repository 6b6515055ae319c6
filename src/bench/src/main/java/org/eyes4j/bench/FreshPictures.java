package org.eyes4j.bench;

import org.eyes4j.tools.image.Raster;

/** The same picture over and over, and another one each time as far as a cache can tell. */
final class FreshPictures {
    private final Raster first;
    private int turn;

    FreshPictures(Raster first) {
        this.first = first;
    }

    Raster next() {
        byte[] changed = first.data().clone();
        changed[turn % changed.length] ^= (byte) (1 + turn++ % 100);
        return new Raster(first.width(), first.height(), first.channels(), changed);
    }
}
