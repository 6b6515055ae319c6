package org.eyes4j.app.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eyes4j.app.output.OutFolder;
import org.eyes4j.app.output.OutputException;
import org.eyes4j.config.Home;
import org.eyes4j.config.quantity.Quantity;

/** What the machine offers: Java, memory, disk, folders, Maven, npm. */
final class SystemChecks {
    private static final long ENOUGH_MEMORY = 2L << 30;
    private static final long ENOUGH_DISK = 1L << 30;

    private SystemChecks() {}

    static Check java() {
        int feature = Runtime.version().feature();
        String found = Runtime.version() + ", " + System.getProperty("java.vendor") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return feature >= 17
                ? Check.good("Java", found)
                : Check.bad("Java", found, "install Java 17 or newer, or set JAVA_HOME to one");
    }

    static Check memory() {
        long heap = Runtime.getRuntime().maxMemory();
        String found = "heap up to " + Quantity.human(heap) + ", "
                + Runtime.getRuntime().availableProcessors() + " cores";
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            found += ", machine " + Quantity.human(system.getTotalMemorySize());
            if (system.getTotalMemorySize() < ENOUGH_MEMORY) {
                return Check.notice("Memory", found, "2 GB or more make room for detection, text and segmentation");
            }
        }
        return Check.good("Memory", found);
    }

    static Check folder(String name, Path folder) {
        try (OutFolder tried = OutFolder.open(folder, "EYES4J_HOME")) {
            FileStore store = Files.getFileStore(tried.path());
            String found = folder + ", " + Quantity.human(store.getUsableSpace()) + " free";
            return store.getUsableSpace() < ENOUGH_DISK
                    ? Check.notice(name, found, "models need up to 200 MB: free some space, or set EYES4J_HOME")
                    : Check.good(name, found);
        } catch (OutputException e) {
            return Check.bad(
                    name,
                    folder + " cannot be written to: " + e.getMessage(),
                    "make it writable, or set EYES4J_HOME to a folder of your own");
        } catch (IOException e) {
            return Check.notice(name, folder + ", free space unknown (" + e + ")", "");
        }
    }

    static Check log(Home home) {
        Path file = home.data().resolve("eyes4j.log");
        return Check.good("Log", Files.exists(file) ? file.toString() : file + " (nothing written yet)");
    }

    static Check maven(Map<String, String> environment) {
        Path repository = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".m2");
        return Files.isDirectory(repository)
                ? Check.good("Maven", "local repository under " + repository)
                : Check.notice(
                        "Maven",
                        "no local repository under " + repository,
                        "nothing, unless a model's source starts with maven: and is not on the class path");
    }
}
