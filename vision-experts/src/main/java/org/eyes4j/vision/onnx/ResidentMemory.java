package org.eyes4j.vision.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system says the process holds in memory. */
final class ResidentMemory {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;

    private ResidentMemory() {}

    /** Bytes, or 0 where the system does not tell. */
    static long bytes() {
        try {
            return Long.parseLong(Files.readString(STATM).split(" ", 3)[1]) * PAGE;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** How much more than before; never negative. */
    static long since(long before) {
        return before == 0 ? 0 : Math.max(0, bytes() - before);
    }
}
