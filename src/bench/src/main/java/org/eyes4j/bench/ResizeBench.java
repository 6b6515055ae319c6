package org.eyes4j.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.picture.PillowFilter;

/** What {@code preprocess: {resize: fast}} in a hub model's manifest gains and changes, for processors at their usual sizes. */
final class ResizeBench {
    private static final int WARM = 30;
    private static final int TIMES = 60;

    private ResizeBench() {}

    static void run(Raster picture) throws Exception {
        Raster large = PillowFilter.BICUBIC.resize(picture, 4000, 3000);
        for (String processor : new String[] {"CLIP", "OwlViT", "Detr", "Sam", "Segformer", "RTDetr"}) {
            for (Raster one : new Raster[] {picture, large}) {
                compare(processor, one);
            }
        }
    }

    private static void compare(String processor, Raster picture) throws Exception {
        Path settings = Files.createTempFile("preprocessor_config", ".json");
        try {
            Files.writeString(settings, "{\"image_processor_type\": \"" + processor + "ImageProcessor\"}");
            HubFiles files = HubFiles.of(processor, Map.of("preprocessor_config.json", settings));
            ImageProcessor exact = ImageProcessors.read(files);
            ImageProcessor fast = ImageProcessors.read(files.approximately());
            double[] levels = levels(exact, fast, picture);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %4d x %4d  exact %7.2f ms  fast %7.2f ms  differs by %.2f levels on average, %.0f at most%n",
                    processor,
                    picture.width(),
                    picture.height(),
                    median(() -> exact.prepare(picture)),
                    median(() -> fast.prepare(picture)),
                    levels[0],
                    levels[1]);
        } finally {
            Files.delete(settings);
        }
    }

    /** Mean and largest difference, in grey levels: what is normalised is measured by its own steps. */
    private static double[] levels(ImageProcessor exact, ImageProcessor fast, Raster picture) {
        try (Prepared one = exact.prepare(picture);
                Prepared other = fast.prepare(picture);
                Prepared black = exact.prepare(new Raster(64, 64, 3, new byte[64 * 64 * 3]));
                Prepared white = exact.prepare(new Raster(64, 64, 3, filled(64 * 64 * 3)))) {
            float[] a = one.pixelValues().toFloatArray();
            float[] b = other.pixelValues().toFloatArray();
            float[] low = black.pixelValues().toFloatArray();
            float[] high = white.pixelValues().toFloatArray();
            double sum = 0;
            double most = 0;
            for (int i = 0; i < a.length; i++) {
                int channel = i / (a.length / 3) * (low.length / 3);
                double level = Math.abs(a[i] - b[i]) * 255 / (high[channel] - low[channel]);
                sum += level;
                most = Math.max(most, level);
            }
            return new double[] {sum / a.length, most};
        }
    }

    private static byte[] filled(int bytes) {
        byte[] data = new byte[bytes];
        java.util.Arrays.fill(data, (byte) 255);
        return data;
    }

    private static double median(Supplier<Prepared> work) {
        double[] times = new double[TIMES];
        for (int i = -WARM; i < TIMES; i++) {
            long start = System.nanoTime();
            work.get().close();
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        java.util.Arrays.sort(times);
        return times[TIMES / 2];
    }
}
