package org.eyes4j.app.cli;

import org.eyes4j.tools.ToolResult.FailureKind;

/** What a script may rely on. */
public final class ExitCode {
    public static final int DONE = 0;
    /** The run failed. */
    public static final int FAILED = 1;
    /** Wrong usage or bad input. */
    public static final int USAGE = 2;
    /** Something must be installed or configured; the message says what. */
    public static final int SETUP = 3;

    private ExitCode() {}

    public static int of(FailureKind kind) {
        return switch (kind) {
            case INVALID_ARGUMENT, BAD_INPUT -> USAGE;
            case NOT_INSTALLED -> SETUP;
            case TIMEOUT, CANCELLED, LIMIT, UNAVAILABLE, INTERNAL -> FAILED;
        };
    }
}
