package org.eyes4j.tools.conform;

import java.time.Duration;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param result what it gave; null if nothing
 * @param thrown what it threw; null if nothing
 * @param hung whether it did not end in time
 * @param took how long it took, or was waited for
 */
record Called(@Nullable ToolResult result, @Nullable Throwable thrown, boolean hung, Duration took) {

    boolean succeeded() {
        return result instanceof Success;
    }

    Success success() {
        if (result instanceof Success success) {
            return success;
        }
        throw new CannotLook("the call did not succeed: " + told());
    }

    /** Whether it failed in a way that is nobody's fault but the tool's. */
    boolean isBug() {
        return thrown != null
                || hung
                || result == null
                || result instanceof Failure failure
                        && (failure.kind() == FailureKind.INTERNAL || failure.kind() == FailureKind.TIMEOUT);
    }

    boolean failedAs(FailureKind kind) {
        return result instanceof Failure failure && failure.kind() == kind;
    }

    /** As the rest of a sentence about the tool. */
    String told() {
        if (hung) {
            return "it did not end within " + took.toMillis() + " ms";
        } else if (thrown != null) {
            String message = thrown.getMessage();
            return "it threw " + thrown.getClass().getSimpleName() + (message == null ? "" : ": " + brief(message));
        } else if (result instanceof Failure failure) {
            return "it failed (" + failure.kind() + "): " + brief(failure.explain());
        } else if (result == null) {
            return "it gave no result at all";
        }
        return "it gave " + success().value().kind();
    }

    private static String brief(String text) {
        return (text.length() > 300 ? text.substring(0, 297) + "…" : text).replaceAll("\\p{Cntrl}+", " ");
    }
}
