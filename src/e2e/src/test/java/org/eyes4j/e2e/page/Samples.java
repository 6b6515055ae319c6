package org.eyes4j.e2e.page;

import java.nio.file.Path;

/** Pictures that come with the sources. */
final class Samples {
    private Samples() {}

    static Path folder() {
        String root = System.getProperty("repository.root");
        return Path.of(root == null ? "../.." : root)
                .resolve("src/samples")
                .toAbsolutePath()
                .normalize();
    }

    static Path picture(String name) {
        return folder().resolve(name);
    }
}
