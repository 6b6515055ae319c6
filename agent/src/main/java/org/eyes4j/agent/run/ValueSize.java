package org.eyes4j.agent.run;

import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/** How many bytes a value takes in memory, estimated: what is large in it counts exactly. */
final class ValueSize {
    private static final long OVERHEAD = 200;

    private ValueSize() {}

    static long of(Value value) {
        if (value instanceof Value.Image image) {
            return OVERHEAD + image.raster().data().length;
        } else if (value instanceof Value.Text text) {
            return OVERHEAD + 2L * text.text().length();
        } else if (value instanceof Value.Detections detections) {
            return detections.regions().stream()
                    .mapToLong(r -> 2 * OVERHEAD
                            + of(r.mask())
                            + 80L * r.detection().keypoints().size())
                    .sum();
        } else if (value instanceof Value.Masks masks) {
            return masks.masks().stream().mapToLong(ValueSize::of).sum();
        } else if (value instanceof Value.DepthMap depth) {
            return 4L * depth.depth().length;
        } else if (value instanceof Value.Embedding embedding) {
            return 4L * embedding.vector().length;
        } else if (value instanceof Value.Record fields) {
            return fields.fields().values().stream().mapToLong(ValueSize::of).sum();
        } else if (value instanceof Value.ListOf list) {
            return list.items().stream().mapToLong(ValueSize::of).sum();
        }
        return OVERHEAD;
    }

    private static long of(@Nullable Mask mask) {
        return mask == null ? 0 : OVERHEAD + 4L * mask.counts().length;
    }
}
