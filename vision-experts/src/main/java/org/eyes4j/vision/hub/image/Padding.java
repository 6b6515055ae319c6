package org.eyes4j.vision.hub.image;

import java.util.List;
import java.util.Optional;

/**
 * How pictures come to one size, with zeros after normalisation.
 *
 * @param kind where the zeros go
 * @param size to which; empty for the largest of the batch
 * @param divisor of {@link Kind#CENTRE}: each edge is padded to its next multiple
 */
record Padding(Kind kind, Optional<Extent> size, int divisor) {
    enum Kind {
        NONE,
        /** Right and below. */
        END,
        /** Right and below, and a mask tells where. */
        END_WITH_MASK,
        /** Half before, half after. */
        CENTRE
    }

    static final Padding NONE = new Padding(Kind.NONE, Optional.empty(), 1);

    boolean masked() {
        return kind == Kind.END_WITH_MASK;
    }

    /** The size of a batch of pictures; the largest where nothing else is said. */
    Extent of(List<Extent> pictures) {
        int width = pictures.stream().mapToInt(Extent::width).max().orElseThrow();
        int height = pictures.stream().mapToInt(Extent::height).max().orElseThrow();
        return switch (kind) {
            case NONE -> new Extent(width, height);
            case END, END_WITH_MASK -> size.orElse(new Extent(width, height));
            case CENTRE -> new Extent(up(width), up(height));
        };
    }

    /** Pixels before a picture's edge. */
    int before(int edge) {
        return kind == Kind.CENTRE ? (up(edge) - edge) / 2 : 0;
    }

    private int up(int edge) {
        return -Math.floorDiv(-edge, divisor) * divisor;
    }
}
