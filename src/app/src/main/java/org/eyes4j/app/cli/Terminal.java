package org.eyes4j.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.eyes4j.app.output.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Where a command speaks and what surrounds it. Text is UTF-8 whatever the locale says.
 *
 * @param out answers; with {@code --json} one JSON object and nothing else
 * @param err progress, warnings and faults
 * @param environment the process's variables
 * @param in what is typed or piped in
 * @param typed whether a person types it
 * @param interactive whether a person watches {@code err}, so that a progress line may rewrite itself
 * @param outFault why {@code out} could not be written, empty when it could
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        InputStream in,
        boolean typed,
        boolean interactive,
        Supplier<String> outFault) {

    /** One whose output goes somewhere that does not fail. */
    public Terminal(PrintStream out, PrintStream err, Map<String, String> environment) {
        this(out, err, environment, InputStream.nullInputStream());
    }

    /** One without input. */
    public Terminal(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            boolean interactive,
            Supplier<String> outFault) {
        this(out, err, environment, InputStream.nullInputStream(), false, interactive, outFault);
    }

    /** One with input that nobody types. */
    public Terminal(PrintStream out, PrintStream err, Map<String, String> environment, InputStream in) {
        this(out, err, environment, in, false, false, () -> "");
    }

    public static Terminal ofProcess() {
        StandardOutput out = new StandardOutput();
        return new Terminal(
                new PrintStream(new java.io.BufferedOutputStream(out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                System.in,
                Boolean.getBoolean("eyes4j.typed"),
                isTerminal(System.getenv("TERM")),
                out::fault);
    }

    /** The launcher tells: Java itself knows of standard error only that it is there, or not even that. */
    private static boolean isTerminal(@Nullable String type) {
        return Boolean.getBoolean("eyes4j.terminal") && type != null && !type.equals("dumb");
    }

    /** One line for a person, marked as ours. */
    public void tell(String message) {
        err.println("eyes4j: " + Printable.of(message));
    }
}
