package org.eyes4j.vision.store;

/** Hears of the progress of a pull, on the thread that pulls. */
@FunctionalInterface
public interface PullListener {
    /** Hears nothing. */
    PullListener SILENT = event -> {};

    void on(PullEvent event);
}
