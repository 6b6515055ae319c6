package org.eyes4j.plugins;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the folder of plugins every now and then: a look costs a few file times, and works on file systems that tell of
 * nothing. What changes is taken in when two looks saw the same, so that a file is not read while it is being copied.
 */
final class PluginWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);

    private final Plugins plugins;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "plugins watch");
        thread.setDaemon(true);
        return thread;
    });
    private Map<String, String> taken;
    private Map<String, String> seen;

    private PluginWatch(Plugins plugins) {
        this.plugins = plugins;
        this.taken = look();
        this.seen = taken;
    }

    static PluginWatch start(Plugins plugins, Duration every) {
        PluginWatch watch = new PluginWatch(plugins);
        watch.timer.scheduleWithFixedDelay(watch::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void tick() {
        try {
            Map<String, String> now = look();
            if (now.equals(seen) && !now.equals(taken)) {
                taken = now;
                plugins.refresh();
            }
            seen = now;
        } catch (RuntimeException e) {
            LOG.warn("The folder of plugins could not be looked at", e);
        }
    }

    private Map<String, String> look() {
        Map<String, String> look = new HashMap<>();
        PluginEntry.of(plugins.folder()).forEach(e -> look.put(e.name(), e.fingerprint()));
        return look;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
