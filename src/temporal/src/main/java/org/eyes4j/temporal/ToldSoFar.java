package org.eyes4j.temporal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Collects what a call says of its progress: the latest of it. Thread-safe. */
final class ToldSoFar {
    private static final int MOST = 50;
    private static final int LONGEST = 300;

    private final Deque<String> last = new ArrayDeque<>();
    private int count;

    synchronized void add(String message) {
        last.add(message.length() > LONGEST ? message.substring(0, LONGEST - 1) + "…" : message);
        count++;
        if (last.size() > MOST) {
            last.remove();
        }
    }

    synchronized StepProgress progress() {
        return new StepProgress(count, List.copyOf(last));
    }
}
