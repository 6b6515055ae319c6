package org.eyes4j.vision.video;

/** What the decoding process writes: a byte for what comes, then that. */
final class Telling {
    /** A name, width, height (int), RGB bytes. */
    static final int FRAME = 1;
    /** The name of a {@link VideoException.Kind}, and why. */
    static final int FAULT = 2;
    /** All is told. */
    static final int END = 3;

    private Telling() {}
}
