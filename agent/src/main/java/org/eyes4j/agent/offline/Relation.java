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
    OVERLAPS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
