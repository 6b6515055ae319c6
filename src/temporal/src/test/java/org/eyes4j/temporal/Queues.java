package org.eyes4j.temporal;

import org.eyes4j.config.Settings;

/** Settings of tests. */
final class Queues {
    private Queues() {}

    /** The defaults with a task queue of its own. */
    static Settings.Executor named(String queue) {
        Settings.Executor d = Settings.defaults().executor();
        return new Settings.Executor(
                "temporal", "in-process", d.namespace(), queue, false, "", d.heartbeat(), d.silence(), d.parallel());
    }
}
