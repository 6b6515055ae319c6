package org.eyes4j.vision.scene;

import java.util.List;

/**
 * A picture divided into segments.
 *
 * @param map for each pixel the id of its segment; 0 where it has none, and -1 everywhere when no query passed, as the
 *     reference has it
 * @param segments in the order of their queries; fused ones share an id. An id may also come twice after a fused segment:
 *     the reference counts on from the id it reused, and so does this
 */
public record Panoptic(SegmentMap map, List<Segment> segments) {
    public Panoptic {
        segments = List.copyOf(segments);
    }

    /**
     * One segment.
     *
     * @param id in the map
     * @param label its class
     * @param fused whether its class is one of those that are fused
     * @param score of the class, 0–1
     */
    public record Segment(int id, int label, boolean fused, double score) {}
}
