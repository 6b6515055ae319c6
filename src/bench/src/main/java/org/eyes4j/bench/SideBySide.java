package org.eyes4j.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Times two pieces of work in turns, so that a busy moment of the machine hits both, and compares their medians. One is the
 * yardstick.
 */
final class SideBySide {
    private static final int TURN = 10;
    private static final int NOT_COUNTED = 10;

    private final int warmUp;
    private final int rounds;
    private final LongSupplier nanos;

    SideBySide(int warmUp, int rounds) {
        this(warmUp, rounds, System::nanoTime);
    }

    /** @param nanos what is counted, as the time of a processor for work that stays on one thread */
    SideBySide(int warmUp, int rounds, LongSupplier nanos) {
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.nanos = nanos;
    }

    /** Work to time; what goes wrong in it ends the benchmark. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Runs both and prints their medians, spreads and ratio; {@code limit} is what the ratio should stay below. */
    void compare(String what, Work ours, String yardstickName, Work yardstick, double limit) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            ours.run();
            yardstick.run();
        }
        double[] a = new double[rounds];
        double[] b = new double[rounds];
        for (int from = 0; from < rounds; from += TURN) {
            fill(a, from, ours);
            fill(b, from, yardstick);
        }
        double ratio = median(a) / median(b);
        System.out.printf(
                Locale.ROOT,
                "%-44s %8.2f ms (%.2f–%.2f)%n%-44s %8.2f ms (%.2f–%.2f)%n%-44s %8.2f    wanted ≤ %.2f%s%n%n",
                what,
                median(a),
                quantile(a, 0.1),
                quantile(a, 0.9),
                "  " + yardstickName,
                median(b),
                quantile(b, 0.1),
                quantile(b, 0.9),
                "  ratio",
                ratio,
                limit,
                ratio <= limit ? "" : "  MISSED");
    }

    /** Runs one piece of work and prints its median. */
    void time(String what, Work work, double limitMillis) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        double[] a = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            a[i] = millis(work);
        }
        System.out.printf(
                Locale.ROOT,
                "%-44s %8.2f ms (%.2f–%.2f)    wanted ≤ %.0f%s%n%n",
                what,
                median(a),
                quantile(a, 0.1),
                quantile(a, 0.9),
                limitMillis,
                median(a) <= limitMillis ? "" : "  MISSED");
    }

    /** A turn: some calls not counted, since threads of the other's session spin on for some 30 ms, then those that are. */
    private void fill(double[] times, int from, Work work) throws Exception {
        for (int i = 0; i < NOT_COUNTED; i++) {
            work.run();
        }
        for (int i = from; i < Math.min(times.length, from + TURN); i++) {
            times[i] = millis(work);
        }
    }

    private double millis(Work work) throws Exception {
        long start = nanos.getAsLong();
        work.run();
        return (nanos.getAsLong() - start) / 1e6;
    }

    private static double median(double[] values) {
        return quantile(values, 0.5);
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }
}
