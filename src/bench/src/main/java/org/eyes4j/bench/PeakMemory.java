package org.eyes4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The largest resident memory of a whole {@code eyes4j ask} that detects, segments and reads; Linux only. */
final class PeakMemory {
    private static final long LIMIT_MB = 1536;

    private PeakMemory() {}

    static void ofAsk() throws IOException, InterruptedException {
        if (!Files.isReadable(Path.of("/proc/self/status"))) {
            System.out.println("peak memory: this system has no /proc to read it from");
            return;
        }
        Process ask = new ProcessBuilder(List.of(
                        "./eyes4j",
                        "ask",
                        "Cut out the cup, and what text is there?",
                        "--image",
                        "src/samples/coffee.png"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long peak = 0;
        while (!ask.waitFor(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, ofTree(ask.toHandle()));
        }
        System.out.printf(
                Locale.ROOT,
                "%-44s %8d MB    wanted ≤ %d%s%n%n",
                "ask with detection, segmentation and text",
                peak,
                LIMIT_MB,
                peak <= LIMIT_MB ? "" : "  MISSED");
        if (ask.exitValue() != 0) {
            throw new IllegalStateException("That ask failed with exit code " + ask.exitValue());
        }
    }

    private static long ofTree(ProcessHandle process) {
        return ofProcess(process.pid())
                + process.descendants().mapToLong(p -> ofProcess(p.pid())).sum();
    }

    /** The high-water mark the kernel keeps, in MB; 0 for a process that has ended. */
    private static long ofProcess(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
