package org.eyes4j.vision.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eyes4j.tools.Cancellation;

/** A stream that ends with an error when nothing comes for a while, or all of it takes too long, or the pull is cancelled. */
final class IdleWatch extends FilterInputStream {
    private final Duration idle;
    private final long deadline;
    private final ScheduledThreadPoolExecutor clock;
    private final Cancellation.Registration registration;
    private volatile long last = System.nanoTime();
    private volatile String fault = "";

    /**
     * Watches a stream.
     *
     * @param deadline as {@link System#nanoTime}
     */
    IdleWatch(InputStream in, Duration idle, long deadline, Cancellation cancellation) {
        super(in);
        this.idle = idle;
        this.deadline = deadline;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "eyes4j-download-watch");
            thread.setDaemon(true);
            return thread;
        });
        this.registration = cancellation.onRequest(this::end);
        long step = Math.max(1, idle.toMillis() / 4);
        var unused = clock.scheduleWithFixedDelay(this::look, step, step, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        if (now - deadline > 0) {
            fault = "took longer than network.total_timeout allows";
            end();
        } else if (now - last > idle.toNanos()) {
            fault = "sent nothing for " + idle.toMillis() / 1000.0 + " seconds";
            end();
        }
    }

    /** Closing under a blocked reader wakes it with an error. */
    private void end() {
        try {
            in.close();
        } catch (IOException e) {
            // The reader hears of it.
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        try {
            int n = super.read(bytes, from, count);
            last = System.nanoTime();
            if (n < 0 && !fault.isEmpty()) {
                throw new IOException(fault);
            }
            return n;
        } catch (IOException e) {
            throw fault.isEmpty() ? e : new IOException(fault, e);
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        registration.close();
        super.close();
    }
}
