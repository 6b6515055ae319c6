package org.eyes4j.tools.geometry;

/**
 * The image that coordinates belong to. A picture cut, turned or scaled out of another keeps the affine map back to the
 * picture it came from, so that geometry of one can be told in the other; geometry of unrelated pictures never mixes.
 *
 * @param image id of the root picture
 * @param width of this frame, in pixels
 * @param height of this frame, in pixels
 * @param toRoot maps this frame's coordinates to the root picture's
 */
public record Frame(String image, int width, int height, Affine toRoot) {
    public Frame {
        if (image.isBlank()) {
            throw new IllegalArgumentException("A frame needs the id of its picture");
        }
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A frame needs at least 1 x 1 pixels, got " + width + " x " + height);
        }
    }

    /** The frame of a whole picture. */
    public static Frame of(String image, int width, int height) {
        return new Frame(image, width, height, Affine.IDENTITY);
    }

    /** The frame of a picture made from this one; {@code toThis} maps the new frame's coordinates to this frame's. */
    public Frame derive(int newWidth, int newHeight, Affine toThis) {
        return new Frame(image, newWidth, newHeight, toThis.then(toRoot));
    }

    /** Whether geometry can be mapped between the two. */
    public boolean isRelatedTo(Frame other) {
        return image.equals(other.image);
    }

    /**
     * The map from this frame's coordinates to another's.
     *
     * @throws FrameMismatchException if they show different pictures
     */
    public Affine to(Frame other) {
        if (!isRelatedTo(other)) {
            throw new FrameMismatchException(this, other);
        }
        return equals(other) ? Affine.IDENTITY : toRoot.then(other.toRoot.inverse());
    }

    /** The whole frame as a box. */
    public BoundingBox bounds() {
        return new BoundingBox(0, 0, width, height);
    }
}
