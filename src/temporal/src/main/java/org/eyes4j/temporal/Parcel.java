package org.eyes4j.temporal;

import java.util.List;

/**
 * A value as it is in a history: the id of its artifact, and the artifacts themselves where they are small.
 *
 * @param value the artifact's id
 * @param parts all that belongs to it; empty where it is in the shared store
 */
public record Parcel(String value, List<Part> parts) {

    /** A small artifact. */
    public record Part(String type, byte[] bytes) {}

    public Parcel {
        parts = List.copyOf(parts);
    }
}
