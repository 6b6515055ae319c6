package org.eyes4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.setprediction.GroundingDino;
import org.eyes4j.vision.setprediction.OwlDetector;

/**
 * What two hundred words cost a detector by words, against two, each time on another picture; and what a thousand calls leave
 * behind. On the repositories in the folders below {@code EYES4J_BENCH_MODELS}; of the tiny ones of the parity fixtures the
 * picture tower is so small that what is left is the plumbing.
 */
final class LabelsBench {
    private static final int CALLS = 1000;

    private LabelsBench() {}

    static void run(OnnxEngine engine, Raster picture) throws Exception {
        String given = System.getenv("EYES4J_BENCH_MODELS");
        if (given == null) {
            System.out.println("labels: EYES4J_BENCH_MODELS names no folder of detectors by words");
            return;
        }
        Path root = Path.of(given);
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (var paths = Files.walk(root, 2)) {
                paths.filter(p -> Files.exists(p.resolve("config.json")))
                        .filter(p -> Files.exists(p.resolve("tokenizer.json")))
                        .forEach(folders::add);
            }
        }
        boolean any = false;
        for (Path folder : folders) {
            any |= run(HubFiles.in(folder), engine, picture);
        }
        if (!any) {
            System.out.println("labels: no detector by words below " + root);
        }
    }

    private static boolean run(HubFiles files, OnnxEngine engine, Raster picture) throws Exception {
        Pictures pictures = new Pictures(picture);
        String type = files.config().text("model_type", "");
        if (type.startsWith("owl")) {
            try (OwlDetector detector = OwlDetector.of(files, engine)) {
                measure(type, words -> detector.detect(pictures.next(), words, 0.1, new Cancellation()));
            }
            return true;
        }
        if (type.equals(HubFamily.GROUNDING_DINO.id())) {
            try (GroundingDino detector = GroundingDino.of(files, engine)) {
                measure(type, words -> detector.detect(pictures.next(), words, 0.3, new Cancellation()));
            }
            return true;
        }
        return false;
    }

    @FunctionalInterface
    private interface Look {
        void at(List<String> words);
    }

    private static void measure(String family, Look look) throws Exception {
        List<String> two = words(2);
        List<String> many = words(200);
        new SideBySide(5, 30).compare(family + ": 200 words", () -> look.at(many), "2 words", () -> look.at(two), 1.5);
        for (int i = 0; i < CALLS / 2; i++) {
            look.at(two);
        }
        long before = resident();
        for (int i = 0; i < CALLS && before > 0; i++) {
            look.at(two);
        }
        System.out.printf(
                Locale.ROOT,
                "%-44s %8d MB more%n%n",
                family + ": resident memory after " + CALLS + " calls",
                resident() - before);
    }

    private static List<String> words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "thing " + i).toList();
    }

    /** Another picture each time, as far as a cache can tell. */
    private static final class Pictures {
        private final Raster first;
        private int turn;

        Pictures(Raster first) {
            this.first = first;
        }

        Raster next() {
            byte[] changed = first.data().clone();
            changed[turn++ % changed.length] ^= (byte) (1 + turn % 100);
            return new Raster(first.width(), first.height(), first.channels(), changed);
        }
    }

    /** In MB; 0 where the system does not tell. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
