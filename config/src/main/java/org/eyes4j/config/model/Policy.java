package org.eyes4j.config.model;

import java.util.Comparator;
import java.util.Locale;

/** Which of several models that can serve a tool goes first. */
public enum Policy {
    /** The quickest; of equally quick ones the best. */
    FAST(Comparator.<ModelManifest, Hints.Speed>comparing(m -> m.hints().speed())
            .thenComparing(m -> m.hints().quality())
            .thenComparing(ModelManifest::preferred)),
    /** The one that its catalogue prefers, then by quality and speed. */
    BALANCED(Comparator.comparing(ModelManifest::preferred)
            .thenComparing(m -> m.hints().quality())
            .thenComparing(m -> m.hints().speed())),
    /** The best; of equally good ones the quickest. */
    BEST(Comparator.<ModelManifest, Hints.Quality>comparing(m -> m.hints().quality())
            .thenComparing(m -> m.hints().speed())
            .thenComparing(ModelManifest::preferred));

    private final Comparator<ModelManifest> worstFirst;

    Policy(Comparator<ModelManifest> worstFirst) {
        this.worstFirst = worstFirst;
    }

    /** Best first; of equals by memory, the smaller first, then by name. */
    public Comparator<ModelManifest> order() {
        return worstFirst
                .reversed()
                .thenComparingLong(m -> m.hints().memoryBytes())
                .thenComparing(ModelManifest::name);
    }

    /** As settings write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if there is no such policy
     */
    public static Policy parse(String text) {
        for (Policy policy : values()) {
            if (policy.toString().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return policy;
            }
        }
        throw new IllegalArgumentException("Expected the policy fast, balanced or best, got `" + text + "`");
    }
}
