package org.eyes4j.tools.coco;

import org.eyes4j.tools.geometry.BoundingBox;

/**
 * A box as COCO files write it. Kept in this form because pycocotools measures in it: {@code x + width} rounds, and a threshold may hang
 * on the last digit.
 */
public record CocoBox(double x, double y, double width, double height) {
    public CocoBox {
        if (!Double.isFinite(x)
                || !Double.isFinite(y)
                || !(width >= 0 && height >= 0)
                || !Double.isFinite(width + height)) {
            throw new IllegalArgumentException(
                    "A box [x, y, width, height] needs finite numbers and sides of at least 0, got [" + x + ", " + y
                            + ", " + width + ", " + height + "]");
        }
    }

    static CocoBox of(BoundingBox box) {
        return new CocoBox(box.x1(), box.y1(), box.width(), box.height());
    }

    public double area() {
        return width * height;
    }

    public BoundingBox toBoundingBox() {
        return BoundingBox.ofXywh(x, y, width, height);
    }

    /** Intersection over union; over this box's own area where the other stands for a crowd. */
    double iou(CocoBox truth, boolean crowd) {
        double w = Math.min(width + x, truth.width + truth.x) - Math.max(x, truth.x);
        double h = Math.min(height + y, truth.height + truth.y) - Math.max(y, truth.y);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        double intersection = w * h;
        return intersection / (crowd ? area() : area() + truth.area() - intersection);
    }
}
