package org.eyes4j.plugins;

import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Tool;

/** A loaded plugin. Closing it ends everything it holds: threads, connections, processes, class loaders. Thread-safe. */
public interface Plugin extends AutoCloseable {
    /** Its tools as they are now. */
    List<Tool> tools();

    /** SHA-256 of the code that runs in it, where that is not what lies in the folder of plugins. */
    default Optional<String> hash() {
        return Optional.empty();
    }

    /** Tells when {@link #tools} have become others. Most never do. */
    default Cancellation.Registration onChange(Runnable listener) {
        return () -> {};
    }

    @Override
    default void close() {}
}
