package org.eyes4j.app.cli;

import java.util.Locale;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.app.batch.Batch;

/** Tells how far a run over many pictures is. Thread-safe. */
final class BatchProgress {
    private final String workflow;
    private final boolean several;
    private final ProgressLine line;
    private final long startNanos = System.nanoTime();
    private boolean begun;
    private long settledBefore;
    private long settled;

    BatchProgress(String workflow, boolean several, ProgressLine line) {
        this.workflow = workflow;
        this.several = several;
        this.line = line;
    }

    /** What a step is at: of many items only the first tells, which fetches and loads what it needs. */
    synchronized void hear(RunEvent event) {
        if (event instanceof RunEvent.StepProgress step && (!several || !begun)) {
            line.accept(step.message());
        }
    }

    synchronized void accept(Batch.Progress progress) {
        if (!several) {
            return;
        }
        if (progress.result().isEmpty()) {
            settledBefore++;
        }
        begun |= progress.result().isPresent();
        settled = progress.settled();
        StringBuilder text = new StringBuilder(workflow + ": " + number(settled));
        progress.count().ifPresent(n -> text.append(" of ").append(number(n)));
        if (progress.failed() > 0) {
            text.append(", ").append(number(progress.failed())).append(" failed");
        }
        if (progress.count().isPresent() && settled > settledBefore) {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            double left = (progress.count().getAsLong() - settled) * seconds / (settled - settledBefore);
            text.append(
                    left < 90
                            ? String.format(Locale.ROOT, ", about %.0f s left", left)
                            : String.format(Locale.ROOT, ", about %.0f min left", left / 60));
        }
        line.accept(text.toString());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
