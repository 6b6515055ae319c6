package org.eyes4j.app.batch;

import java.io.UncheckedIOException;
import java.util.Optional;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.vision.picture.PictureException;
import org.eyes4j.vision.video.VideoException;

/** What goes wrong with one item, as a value: it fails alone. */
final class Failures {
    private Failures() {}

    /** Of what was thrown; empty for a bug. */
    static Optional<Failure> of(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof PictureException) {
            return Optional.of(new Failure(FailureKind.BAD_INPUT, message, ""));
        } else if (thrown instanceof VideoException video) {
            return Optional.of(new Failure(
                    switch (video.kind()) {
                        case NOT_AVAILABLE -> FailureKind.NOT_INSTALLED;
                        case TOO_SLOW -> FailureKind.TIMEOUT;
                        case UNREADABLE, BROKEN, TOO_LARGE -> FailureKind.BAD_INPUT;
                    },
                    message,
                    ""));
        } else if (thrown instanceof UncheckedIOException io) {
            Throwable cause = io.getCause();
            return Optional.of(
                    new Failure(FailureKind.BAD_INPUT, String.valueOf((cause == null ? io : cause).getMessage()), ""));
        } else if (thrown instanceof OutOfMemoryError) {
            return Optional.of(new Failure(
                    FailureKind.LIMIT,
                    "It takes more memory than there is",
                    "Give fewer at a time with --parallel 1, or more memory: EYES4J_JAVA_OPTS=-Xmx2g"));
        }
        return Optional.empty();
    }

    /** Whether another try may well come to the same: what is wrong lies in the item or in the workflow. */
    static boolean isLasting(FailureKind kind) {
        return kind == FailureKind.BAD_INPUT || kind == FailureKind.INVALID_ARGUMENT;
    }
}
