package org.eyes4j.temporal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to, as a workflow gives it.
 *
 * @param value null where it failed
 * @param failure null where it worked
 * @param told what it said of its progress
 */
public record StepEnd(
        @Nullable Parcel value,
        String model,
        List<String> warnings,
        @Nullable Fault failure,
        StepProgress told) {

    /** A failure: its kind by name, what is wrong, what to do. */
    public record Fault(String kind, String message, String hint) {}

    public StepEnd {
        warnings = List.copyOf(warnings);
    }
}
