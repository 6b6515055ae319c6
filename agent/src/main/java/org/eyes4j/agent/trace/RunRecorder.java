package org.eyes4j.agent.trace;

import java.io.IOException;

/** Where finished runs are kept. Thread-safe. */
@FunctionalInterface
public interface RunRecorder {

    /**
     * Keeps a run, whole or not at all.
     *
     * @throws IOException if it cannot be kept; the message is for a person
     */
    void record(RunRecord run) throws IOException;

    /** Keeps nothing. */
    static RunRecorder none() {
        return run -> {};
    }
}
