package org.eyes4j.agent.offline;

import java.util.Locale;

/** How one thing stands to another in the picture. */
public enum Relation {
    LEFT,
    RIGHT,
    ABOVE,
    BELOW,
    INSIDE,
    ON,
    NEAR,
    NEAREST,
    BETWEEN,
    OVERLAPS,
    /** Of the picture alone, as the corners are. */
    MIDDLE,
    TOP_LEFT,
    TOP_RIGHT,
    BOTTOM_LEFT,
    BOTTOM_RIGHT;

    /** Whether things may be put in order from there. */
    boolean isSide() {
        return this == LEFT || this == RIGHT || this == ABOVE || this == BELOW;
    }

    /** Whether it is a part of the picture and nothing else. */
    boolean isPart() {
        return ordinal() >= MIDDLE.ordinal();
    }

    /** The corner where two sides meet; the first of them where they do not. */
    Relation corner(Relation other) {
        if (!isSide() || !other.isSide()) {
            return this;
        }
        boolean top = this == ABOVE || other == ABOVE;
        boolean left = this == LEFT || other == LEFT;
        boolean upright =
                this == LEFT || this == RIGHT ? other == ABOVE || other == BELOW : other == LEFT || other == RIGHT;
        return !upright ? this : top ? left ? TOP_LEFT : TOP_RIGHT : left ? BOTTOM_LEFT : BOTTOM_RIGHT;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
