package org.eyes4j.vision.store;

import java.nio.file.Path;
import java.util.Map;

/**
 * What of the outer world a store uses; tests put their own in place.
 *
 * @param loader class path of {@code maven:} sources
 */
record Surroundings(
        Map<String, String> environment,
        Path workingFolder,
        Path userHome,
        CommandRunner commands,
        Waiter waiter,
        StoreFiles files,
        ClassLoader loader) {
    /** This process's own. */
    static Surroundings real() {
        return of(System.getenv());
    }

    /** This process's own with another environment. */
    static Surroundings of(Map<String, String> environment) {
        return new Surroundings(
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home", ".")),
                CommandRunner.REAL,
                Waiter.REAL,
                StoreFiles.DISK,
                Surroundings.class.getClassLoader());
    }
}
