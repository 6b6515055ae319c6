package org.eyes4j.vision.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes a picture in bands of rows, by the calling thread and those of the common pool as they come. */
final class Bands {
    /** Pixels of a band: enough that waking a thread for one, and rows that two bands both compute, weigh little. */
    private static final int PIXELS = 10_000;

    private Bands() {}

    /** A band: rows from one up to another. */
    @FunctionalInterface
    interface Band {
        void make(int from, int to);
    }

    /** Returns when all rows are made, each once. */
    static void share(int width, int height, Band band) {
        int count = (int) Math.max(1, Math.min(height, (long) width * height / PIXELS));
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                band.make((int) ((long) i * height / count), (int) ((i + 1L) * height / count));
            }
        };
        List<ForkJoinTask<?>> helpers = new ArrayList<>();
        for (int i = 0; i < Math.min(count - 1, ForkJoinPool.getCommonPoolParallelism()); i++) {
            helpers.add(ForkJoinPool.commonPool().submit(work));
        }
        try {
            work.run();
        } finally {
            // A helper that did not come to it finds nothing left to do.
            helpers.forEach(ForkJoinTask::join);
        }
    }
}
