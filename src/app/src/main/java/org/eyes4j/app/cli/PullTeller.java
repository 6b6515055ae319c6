package org.eyes4j.app.cli;

import java.util.Locale;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.vision.store.PullEvent;
import org.eyes4j.vision.store.PullListener;
import org.eyes4j.vision.store.StoreModelProvider;

/** Tells a person what is fetched; on a terminal with a bar for how far it is, elsewhere in plain lines. */
final class PullTeller implements PullListener {
    private static final int BAR = 24;

    private final ProgressLine line;

    PullTeller(ProgressLine line) {
        this.line = line;
    }

    @Override
    public void on(PullEvent event) {
        if (event instanceof PullEvent.Progress progress && progress.total() > 0 && line.isInteractive()) {
            line.accept(bar(progress));
            return;
        }
        String text = StoreModelProvider.line(event);
        if (text.isEmpty()) {
            return;
        }
        boolean passes = event instanceof PullEvent.Progress
                || event instanceof PullEvent.Waiting
                || event instanceof PullEvent.Importing;
        if (passes) {
            line.accept(text);
        } else {
            // Licences, notes and answers of sources stay, in full.
            line.say(text);
        }
        if (event instanceof PullEvent.Started started) {
            StoreModelProvider.files(started).forEach(file -> line.say("  " + file));
        }
    }

    private static String bar(PullEvent.Progress event) {
        double share = Math.min(1, (double) event.done() / event.total());
        int full = (int) Math.round(share * BAR);
        return String.format(
                Locale.ROOT,
                "Fetching %s: [%s%s] %3.0f%% of %s, %s",
                event.model(),
                "#".repeat(full),
                "-".repeat(BAR - full),
                share * 100,
                Quantity.human(event.total()),
                event.file());
    }
}
