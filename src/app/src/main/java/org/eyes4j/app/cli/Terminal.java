package org.eyes4j.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command speaks and what surrounds it. Text is UTF-8 whatever the locale says.
 *
 * @param out answers; with {@code --json} one JSON object and nothing else
 * @param err progress, warnings and faults
 * @param environment the process's variables
 * @param interactive whether a person watches {@code err}, so that a progress line may rewrite itself
 */
public record Terminal(PrintStream out, PrintStream err, Map<String, String> environment, boolean interactive) {

    public static Terminal ofProcess() {
        return new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                System.console() != null && System.getenv("TERM") != null);
    }

    /** One line for a person, marked as ours. */
    public void tell(String message) {
        err.println("eyes4j: " + message);
    }
}
