package org.eyes4j.vision.grid;

/**
 * A row that is sure enough, in pixels of the model's input.
 *
 * @param cell which row it is
 */
record Candidate(int cell, int label, float score, float x1, float y1, float x2, float y2) {

    /** Area of the common part by that of both together. */
    float iou(Candidate other) {
        float width = Math.max(0, Math.min(x2, other.x2) - Math.max(x1, other.x1));
        float height = Math.max(0, Math.min(y2, other.y2) - Math.max(y1, other.y1));
        float common = width * height;
        return common / (area() + other.area() - common);
    }

    private float area() {
        return (x2 - x1) * (y2 - y1);
    }
}
