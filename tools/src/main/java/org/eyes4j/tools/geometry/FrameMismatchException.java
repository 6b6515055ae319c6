package org.eyes4j.tools.geometry;

/** Geometry of two unrelated pictures was about to be mixed. */
public final class FrameMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public FrameMismatchException(Frame from, Frame to) {
        super("Coordinates of picture '" + from.image() + "' (" + from.width() + " x " + from.height()
                + ") cannot be told in picture '" + to.image() + "' (" + to.width() + " x " + to.height()
                + "): they are different pictures");
    }
}
