package org.eyes4j.e2e;

import java.nio.file.Path;

/** Where the sources lie. */
final class Repository {
    private Repository() {}

    static Path root() {
        String root = System.getProperty("repository.root");
        return Path.of(root == null ? "../.." : root).toAbsolutePath().normalize();
    }

    static Path sample(String name) {
        return root().resolve("src/samples").resolve(name);
    }
}
