package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a command of this machine, as {@code npm config get registry}. */
@FunctionalInterface
interface CommandRunner {
    int MAX_OUTPUT = 1 << 16;

    /** Runs real commands. */
    CommandRunner REAL = CommandRunner::runReal;

    /**
     * Runs a command with its words.
     *
     * @return its standard output; empty when there is no such command, or it failed, or took too long
     */
    Optional<String> run(List<String> command, Path folder, Duration limit);

    private static Optional<String> runReal(List<String> command, Path folder, Duration limit) {
        List<String> words = new ArrayList<>(command);
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
            words.set(0, words.get(0) + ".cmd");
        }
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(output.join().trim()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String read(InputStream in) {
        try {
            return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
