package org.eyes4j.agent.llm;

import java.time.Duration;
import org.eyes4j.agent.llm.ModelReply.Trouble;

/** When a call with all its tries must be over. Immutable. */
final class Deadline {
    private final Duration total;
    private final long end;

    private Deadline(Duration total, long end) {
        this.total = total;
        this.end = end;
    }

    static Deadline in(Duration total) {
        return new Deadline(total, System.nanoTime() + total.toNanos());
    }

    /** What is left, but no more than this. */
    Duration atMost(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Whether it comes before this much time is over. */
    boolean isWithin(Duration time) {
        return left().compareTo(time) < 0;
    }

    WireFault fault() {
        return WireFault.lasting(Trouble.TIMEOUT, "was not done within " + text(total) + " (total_timeout)", "");
    }

    /** For people: {@code 200 ms}, {@code 30 s}. */
    static String text(Duration time) {
        return time.toMillis() % 1000 != 0 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
