package org.eyes4j.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines from a pipe or a file, UTF-8. Ctrl-C is the shell's. */
final class PipedLines implements LineSource {
    /** No line of a person is longer; what comes is untrusted. */
    private static final int MOST = 100_000;

    private final BufferedReader lines;

    PipedLines(InputStream in) {
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> next() {
        try {
            StringBuilder line = new StringBuilder();
            int c = lines.read();
            if (c < 0) {
                return Optional.empty();
            }
            for (; c >= 0 && c != '\n'; c = lines.read()) {
                if (line.length() < MOST) {
                    line.append((char) c);
                }
            }
            return Optional.of(line.toString());
        } catch (IOException e) {
            throw CommandFailure.failed("standard input cannot be read: " + e.getMessage());
        }
    }

    @Override
    public AutoCloseableQuietly onInterrupt(Runnable stop) {
        return () -> {};
    }

    @Override
    public void close() {
        // Standard input is the process's.
    }
}
