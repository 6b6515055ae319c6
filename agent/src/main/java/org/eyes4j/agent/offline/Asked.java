package org.eyes4j.agent.offline;

import java.util.Locale;

/** What a question asks for. */
public enum Asked {
    COUNT,
    EXISTS,
    WHERE,
    /** What is in the picture. */
    WHAT,
    DESCRIBE,
    READ,
    /** What a QR or bar code says. */
    CODE,
    SEGMENT,
    CUTOUT,
    CROP,
    /** What share of the picture a thing covers. */
    COVER,
    SIZE,
    /** Which of the named things comes first in an order. */
    WHICH,
    /** Which thing of a sort comes first in an order. */
    EXTREME,
    /** What stands in a relation to a thing. */
    RELATED,
    /** Whether a relation, comparison or colour holds. */
    HOLDS,
    COLOUR,
    /** What a thing is that was pointed at. */
    IDENTIFY,
    /** What looks like a thing. */
    SIMILAR,
    REDACT,
    /** What differs between two pictures. */
    COMPARE,
    POSE,
    /** Whether people stand, sit or lie. */
    POSTURE,
    MOOD,
    /** Understood, but nothing here can do it. */
    CANNOT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
