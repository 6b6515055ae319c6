package org.eyes4j.agent.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Everything that happened in a run, in order, but for pieces of what is kept whole. Thread-safe. */
public final class RunJournal implements Consumer<RunEvent> {
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void accept(RunEvent event) {
        if (!(event instanceof RunEvent.ModelWrites)) {
            events.add(event);
        }
    }

    public List<RunEvent> events() {
        return List.copyOf(events);
    }
}
