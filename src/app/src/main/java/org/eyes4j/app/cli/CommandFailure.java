package org.eyes4j.app.cli;

import org.eyes4j.app.output.OutputException;
import org.eyes4j.tools.ToolResult.Failure;

/** Ends a command with a message for a person and an exit code. Not a bug: carries no stack trace. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    public CommandFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    public static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    public static CommandFailure setup(String message) {
        return new CommandFailure(ExitCode.SETUP, message);
    }

    public static CommandFailure failed(String message) {
        return new CommandFailure(ExitCode.FAILED, message);
    }

    public static CommandFailure of(Failure failure) {
        return new CommandFailure(ExitCode.of(failure.kind()), failure.explain());
    }

    public static CommandFailure of(OutputException e) {
        return new CommandFailure(e.isWrongPlace() ? ExitCode.USAGE : ExitCode.FAILED, String.valueOf(e.getMessage()));
    }

    public int exitCode() {
        return exitCode;
    }

    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
