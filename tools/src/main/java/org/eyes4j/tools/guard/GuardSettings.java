package org.eyes4j.tools.guard;

import java.time.Duration;

/**
 * What a foreign tool may use before it is left alone.
 *
 * @param timeout longest a call may take, waiting for its turn included
 * @param concurrency most calls at work at once, those that were given up and still run included
 * @param failures how many calls must fail one after the other for the tool to be left alone
 * @param recovery how long it is then left alone, before one call is let through as a trial
 * @param threads most threads that the tool may have running beside those of its calls
 * @param output how large what it gives may be
 */
public record GuardSettings(
        Duration timeout, int concurrency, int failures, Duration recovery, int threads, OutputLimits output) {
    /** A minute a call, four at once, left alone for half a minute after three failures. */
    public static final GuardSettings DEFAULT =
            new GuardSettings(Duration.ofMinutes(1), 4, 3, Duration.ofSeconds(30), 64, OutputLimits.DEFAULT);

    public GuardSettings {
        positive("timeout", timeout);
        positive("recovery", recovery);
        atLeastOne("concurrency", concurrency);
        atLeastOne("failures", failures);
        if (threads < 0) {
            throw new IllegalArgumentException("A guard's threads must not be negative, got " + threads);
        }
    }

    public GuardSettings withTimeout(Duration longest) {
        return new GuardSettings(longest, concurrency, failures, recovery, threads, output);
    }

    public GuardSettings withConcurrency(int most) {
        return new GuardSettings(timeout, most, failures, recovery, threads, output);
    }

    /** Left alone for so long after so many failures one after the other. */
    public GuardSettings leftAloneAfter(int inARow, Duration howLong) {
        return new GuardSettings(timeout, concurrency, inARow, howLong, threads, output);
    }

    public GuardSettings withThreads(int most) {
        return new GuardSettings(timeout, concurrency, failures, recovery, most, output);
    }

    public GuardSettings withOutput(OutputLimits limits) {
        return new GuardSettings(timeout, concurrency, failures, recovery, threads, limits);
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("A guard's " + name + " must be positive, got " + duration);
        }
    }

    private static void atLeastOne(String name, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("A guard's " + name + " must be at least 1, got " + number);
        }
    }
}
