package org.eyes4j.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** Time that processors spent on this process, all its threads together. */
final class ProcessTime {
    private ProcessTime() {}

    static long nanos() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean process
                ? process.getProcessCpuTime()
                : System.nanoTime();
    }
}
