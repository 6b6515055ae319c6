package org.eyes4j.tools.annotation;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes an object when the last of its tools is closed. Thread-safe. */
final class SharedClose {
    private static final Logger LOG = LoggerFactory.getLogger(SharedClose.class);

    private final Object object;
    private final AtomicInteger left;

    SharedClose(Object object, int tools) {
        this.object = object;
        this.left = new AtomicInteger(tools);
    }

    void closeOne() {
        if (left.decrementAndGet() == 0 && object instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("{} did not close", object.getClass().getName(), e);
            }
        }
    }
}
