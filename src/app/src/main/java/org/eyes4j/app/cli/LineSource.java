package org.eyes4j.app.cli;

import java.util.Optional;

/** Where the lines of a conversation come from. Not thread-safe. */
interface LineSource extends AutoCloseable {

    /**
     * The next line.
     *
     * @return empty at the end of input
     */
    Optional<String> next();

    /**
     * What Ctrl-C does until the handle is closed.
     *
     * @param stop may be called by another thread
     */
    AutoCloseableQuietly onInterrupt(Runnable stop);

    @Override
    void close();

    /** Undoes something, without complaint. */
    @FunctionalInterface
    interface AutoCloseableQuietly extends AutoCloseable {
        @Override
        void close();
    }
}
