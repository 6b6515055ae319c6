package org.eyes4j.agent.offline;

import java.util.Locale;

/** An order of things by place or size; the first of it is what "leftmost", "largest" name. */
public enum Order {
    LEFT,
    RIGHT,
    TOP,
    BOTTOM,
    LARGEST,
    SMALLEST,
    TALLEST,
    SHORTEST,
    WIDEST,
    NARROWEST,
    NEAREST,
    FARTHEST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The order that begins in a direction. */
    static Order of(Relation direction) {
        return switch (direction) {
            case LEFT -> LEFT;
            case RIGHT -> RIGHT;
            case ABOVE -> TOP;
            case BELOW -> BOTTOM;
            default -> throw new IllegalArgumentException("No order begins " + direction);
        };
    }
}
