package org.eyes4j.config.model;

/**
 * Rough help for choosing between models of one capability.
 *
 * @param quality how good its answers are among models for the same work
 * @param speed how fast it is on a CPU
 * @param memoryBytes memory when loaded; 0 when not known
 */
public record Hints(Quality quality, Speed speed, long memoryBytes) {
    /** From worst to best. */
    public enum Quality {
        LOW,
        FAIR,
        GOOD,
        HIGH
    }

    /** From slowest to fastest. */
    public enum Speed {
        SLOW,
        FAIR,
        FAST,
        INSTANT
    }

    public Hints {
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("Memory must not be negative, got " + memoryBytes);
        }
    }
}
