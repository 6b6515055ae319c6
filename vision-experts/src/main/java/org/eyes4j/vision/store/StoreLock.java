package org.eyes4j.vision.store;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** A lock that is held, until it is closed. The system frees the lock of a killed process. */
final class StoreLock implements AutoCloseable {
    private final FileChannel channel;
    private final Runnable afterwards;

    StoreLock(FileChannel channel, Runnable afterwards) {
        this.channel = channel;
        this.afterwards = afterwards;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            afterwards.run();
        }
    }
}
