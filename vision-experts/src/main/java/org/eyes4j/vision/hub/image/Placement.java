package org.eyes4j.vision.hub.image;

import org.eyes4j.tools.geometry.Affine;

/**
 * Where a picture lies in its tensor: resized to {@code scaledWidth × scaledHeight} with its top left corner at
 * ({@code left}, {@code top}), which is negative where it was cropped.
 *
 * @param width of the picture
 * @param height of the picture
 * @param left in pixels of the tensor
 * @param top in pixels of the tensor
 * @param scaledWidth width of the whole picture in pixels of the tensor, before any crop
 * @param scaledHeight height of the whole picture in pixels of the tensor, before any crop
 */
public record Placement(int width, int height, int left, int top, int scaledWidth, int scaledHeight) {
    public Placement {
        if (width < 1 || height < 1 || scaledWidth < 1 || scaledHeight < 1) {
            throw new IllegalArgumentException("A picture has at least 1 x 1 pixels, got " + width + " x " + height
                    + " as " + scaledWidth + " x " + scaledHeight);
        }
    }

    /** From pixels of the tensor to pixels of the picture. */
    public Affine toPicture() {
        return Affine.translation(-left, -top)
                .then(Affine.scale((double) width / scaledWidth, (double) height / scaledHeight));
    }
}
