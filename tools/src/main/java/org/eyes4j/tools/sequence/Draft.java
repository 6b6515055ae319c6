package org.eyes4j.tools.sequence;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Keypoint;
import org.jspecify.annotations.Nullable;

/** A region while it is being read. Used by one thread. */
final class Draft {
    final String id;
    final String label;

    @Nullable
    BoundingBox box;

    @Nullable
    Polygon quad;

    List<Polygon> polygons = List.of();
    List<Keypoint> keypoints = List.of();

    Draft(String id, String label) {
        this.id = id;
        this.label = label;
    }

    boolean has(Shape shape) {
        return switch (shape) {
            case BOX -> box != null;
            case QUAD -> quad != null;
            case POLYGON -> !polygons.isEmpty();
            case POINTS -> !keypoints.isEmpty();
        };
    }

    SequenceRegion toRegion() {
        return new SequenceRegion(id, label, box, quad, polygons, keypoints);
    }

    enum Shape {
        BOX,
        QUAD,
        POLYGON,
        POINTS
    }
}
