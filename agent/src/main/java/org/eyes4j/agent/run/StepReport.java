package org.eyes4j.agent.run;

import java.util.List;
import org.eyes4j.tools.ToolResult.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How one step went.
 *
 * @param model the model that served it; empty when there was none
 * @param millis wall time, 0 for a step that did not run
 * @param failure why it failed, or why it was skipped; null when it is done
 */
public record StepReport(
        String id,
        String tool,
        String model,
        Status status,
        long millis,
        boolean cached,
        List<String> warnings,
        @Nullable Failure failure) {
    /** Where a step ended. */
    public enum Status {
        DONE,
        FAILED,
        SKIPPED
    }

    public StepReport {
        warnings = List.copyOf(warnings);
    }
}
