package org.eyes4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Models in a hub's layout to measure on: folders below {@code EYES4J_BENCH_MODELS}. */
final class Repositories {
    private static final int DEPTH = 3;

    private Repositories() {}

    /** Every folder with a {@code config.json}; says so when there is none. */
    static List<Path> all() {
        String given = System.getenv().getOrDefault("EYES4J_BENCH_MODELS", "../shared/parity");
        Path root = Path.of(given);
        if (!Files.isDirectory(root)) {
            System.out.println("No models in a hub's layout to measure on: EYES4J_BENCH_MODELS names no folder");
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(p -> Files.exists(p.resolve("config.json")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
