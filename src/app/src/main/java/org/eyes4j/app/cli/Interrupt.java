package org.eyes4j.app.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Ctrl-C (and being asked to end) while it is open: the first time it is told, the second time the program ends at once. */
final class Interrupt implements AutoCloseable {
    private static final int AT_ONCE = 130;

    private final @Nullable Object onInt;
    private final @Nullable Object onTerm;

    Interrupt(Runnable listener) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable once = () -> {
            if (told.compareAndSet(false, true)) {
                listener.run();
            } else {
                Runtime.getRuntime().halt(AT_ONCE);
            }
        };
        onInt = Signals.register("INT", once);
        onTerm = Signals.register("TERM", once);
    }

    @Override
    public void close() {
        Signals.unregister("INT", onInt);
        Signals.unregister("TERM", onTerm);
    }
}
