package org.eyes4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that this process holds: objects in use after a collection, and all that is outside of Java's heap. */
final class HeldMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private HeldMemory() {}

    /** In MB; without what is outside of the heap where the system does not tell. */
    static long megabytes() {
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long resident = Files.isReadable(STATUS) ? resident() : heap.getCommitted();
        return (heap.getUsed() + resident - heap.getCommitted()) >> 20;
    }

    private static long resident() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
