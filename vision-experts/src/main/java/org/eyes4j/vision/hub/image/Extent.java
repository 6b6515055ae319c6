package org.eyes4j.vision.hub.image;

/** A width and a height in pixels; a resize rule may come to 0, which no picture has. */
record Extent(int width, int height) {
    boolean isPicture() {
        return width > 0 && height > 0;
    }

    @Override
    public String toString() {
        return width + " x " + height;
    }
}
