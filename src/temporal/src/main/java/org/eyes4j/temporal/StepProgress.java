package org.eyes4j.temporal;

import java.util.List;

/**
 * What a call said of its progress; goes with each heartbeat.
 *
 * @param count of everything it said
 * @param last the latest of it, in order
 */
public record StepProgress(int count, List<String> last) {
    static final StepProgress NONE = new StepProgress(0, List.of());

    public StepProgress {
        last = List.copyOf(last);
    }

    /** What is new to one who knows so many. */
    List<String> after(int known) {
        int fresh = Math.min(count - known, last.size());
        return fresh <= 0 ? List.of() : last.subList(last.size() - fresh, last.size());
    }
}
