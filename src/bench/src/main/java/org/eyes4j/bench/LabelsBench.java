package org.eyes4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.setprediction.GroundingDino;
import org.eyes4j.vision.setprediction.OwlDetector;

/**
 * What 1, 2, 10 and 200 words cost a detector by words, in turns, each look at another picture; and what 200 cost that it reads
 * for the first time. In time of this process's processors, so that other work on the machine hardly counts. Tiny models show
 * the plumbing only: point {@code EYES4J_BENCH_MODELS} to real ones.
 */
final class LabelsBench {
    private static final int[] COUNTS = {1, 2, 10, 200};
    private static final double SECONDS = 90;

    private LabelsBench() {}

    static void run(OnnxEngine engine, Raster picture) {
        for (Path folder : Repositories.all()) {
            HubFiles files = HubFiles.in(folder);
            String type = files.config().text("model_type", "");
            if (type.startsWith("owl") && files.find("onnx/model.onnx").isPresent()) {
                try (OwlDetector detector = OwlDetector.of(files, engine)) {
                    measure(
                            folder,
                            picture,
                            (raster, words) -> detector.detect(raster, words, 0.1, new Cancellation()));
                }
            } else if (type.equals(HubFamily.GROUNDING_DINO.id())) {
                try (GroundingDino detector = GroundingDino.of(files, engine)) {
                    measure(
                            folder,
                            picture,
                            (raster, words) -> detector.detect(raster, words, 0.3, new Cancellation()));
                }
            }
        }
    }

    @FunctionalInterface
    private interface Look {
        void at(Raster picture, List<String> words);
    }

    private static void measure(Path folder, Raster picture, Look look) {
        FreshPictures pictures = new FreshPictures(picture);
        List<String> nouns = nouns();
        // Twice, since the second call is the first to take a graph apart.
        millis(() -> look.at(pictures.next(), List.of("thing")));
        double once = millis(() -> look.at(pictures.next(), List.of("thing")));
        double first = millis(() -> look.at(pictures.next(), nouns));
        double round = 0;
        for (int count : COUNTS) {
            round += millis(() -> look.at(pictures.next(), nouns.subList(0, count)));
        }
        int rounds = (int) Math.max(3, Math.min(40, SECONDS * 1000 / Math.max(round, once)));
        double[][] times = new double[COUNTS.length][rounds];
        for (int i = 0; i < rounds; i++) {
            for (int k = 0; k < COUNTS.length; k++) {
                List<String> words = nouns.subList(0, COUNTS[k]);
                times[k][i] = millis(() -> look.at(pictures.next(), words));
            }
        }
        System.out.printf(Locale.ROOT, "%s, a new picture each time, medians of %d, processor time%n", folder, rounds);
        for (int k = 0; k < COUNTS.length; k++) {
            System.out.printf(
                    Locale.ROOT,
                    "%44s %8.1f ms (%.1f–%.1f)  ÷ 2 words %.2f%n",
                    COUNTS[k] + " words",
                    quantile(times[k], 0.5),
                    quantile(times[k], 0.1),
                    quantile(times[k], 0.9),
                    quantile(times[k], 0.5) / quantile(times[1], 0.5));
        }
        System.out.printf(Locale.ROOT, "%44s %8.1f ms%n%n", "200 words, read for the first time", first);
    }

    private static double millis(Runnable work) {
        long start = ProcessTime.nanos();
        work.run();
        return (ProcessTime.nanos() - start) / 1e6;
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    private static List<String> nouns() {
        try (InputStream in = Objects.requireNonNull(LabelsBench.class.getResourceAsStream("nouns.txt"))) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("[,\\s]*\\n|,\\s*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
