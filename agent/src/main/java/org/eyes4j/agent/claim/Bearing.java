package org.eyes4j.agent.claim;

import java.util.Locale;

/** How one thing stands to another, by the names of the relating tool; {@code ON} is ours. */
enum Bearing {
    LEFT_OF,
    RIGHT_OF,
    ABOVE,
    BELOW,
    ON,
    INSIDE,
    CONTAINS,
    OVERLAPS,
    NEXT_TO,
    NEAREST,
    BETWEEN,
    IN_FRONT_OF,
    BEHIND;

    /** What the relating tool calls it. */
    String tool() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The other way round; itself where there is none. */
    Bearing opposite() {
        return switch (this) {
            case LEFT_OF -> RIGHT_OF;
            case RIGHT_OF -> LEFT_OF;
            case ABOVE, ON -> BELOW;
            case BELOW -> ABOVE;
            case INSIDE -> CONTAINS;
            case CONTAINS -> INSIDE;
            case IN_FRONT_OF -> BEHIND;
            case BEHIND -> IN_FRONT_OF;
            default -> this;
        };
    }

    /** Whether it needs a depth map. */
    boolean isDeep() {
        return this == IN_FRONT_OF || this == BEHIND;
    }
}
