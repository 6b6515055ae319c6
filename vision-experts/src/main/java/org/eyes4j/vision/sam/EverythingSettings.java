package org.eyes4j.vision.sam;

import org.eyes4j.tools.Arguments;

/**
 * How {@code segment_everything} looks and what it keeps.
 *
 * @param pointsPerSide prompts along each side of the picture and of each crop
 * @param crops the picture is also looked at in crops x crops parts; 1 for none
 * @param minIou least predicted IoU of a mask
 * @param minStability least stability of a mask
 * @param maxOverlap largest IoU of the boxes of two masks
 * @param minArea least area of a mask, as a share of the picture
 * @param limit most masks
 */
record EverythingSettings(
        int pointsPerSide,
        int crops,
        double minIou,
        double minStability,
        double maxOverlap,
        double minArea,
        int limit) {

    static EverythingSettings of(Arguments arguments) {
        return new EverythingSettings(
                arguments.integer("points_per_side"),
                arguments.integer("crops"),
                arguments.number("min_iou"),
                arguments.number("min_stability"),
                arguments.number("max_overlap"),
                arguments.number("min_area"),
                arguments.integer("limit"));
    }
}
