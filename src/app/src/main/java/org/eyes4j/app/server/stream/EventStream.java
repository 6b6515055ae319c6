package org.eyes4j.app.server.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eyes4j.app.service.Event;
import org.eyes4j.app.service.EventLog;
import org.eyes4j.app.service.Run;
import org.eyes4j.tools.Cancellation.Registration;

/**
 * One client's place in a run's events. Whoever has news for it ({@link #wake}) never works itself: one thread of the pool at
 * a time writes as much as the client takes, and goes; the container wakes it when the client takes more.
 */
final class EventStream implements WriteListener, AsyncListener {
    /** Of one write; the container keeps what the client does not take of it. */
    private static final int BATCH_CHARS = 32_000;

    private static final int BATCH_EVENTS = 64;

    /** Of the container for a write, which itself never waits for the client. */
    private static final long PATIENCE_MILLIS = 1000;

    private final EventLog log;
    private final Function<Event, String> form;
    private final Runnable onGone;
    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Executor threads;
    private final Consumer<EventStream> onOver;
    private final Registration registration;
    /** News since a thread last looked; it stays on while there is some. */
    private final AtomicInteger news = new AtomicInteger();

    /**
     * Held while something is written. The container gives an exchange's parts to the next client as soon as it has ended: it
     * is not let to end one in the middle of a write, whose failure would then become that client's.
     */
    private final ReentrantLock writing = new ReentrantLock();

    private volatile boolean writable;
    private volatile boolean ending;
    private volatile boolean over;
    private volatile boolean beating;
    // Only touched by the thread that writes.
    private long sent;
    private boolean quiet;
    private boolean unflushed = true;

    EventStream(
            Run run,
            long after,
            Function<Event, String> form,
            Runnable onGone,
            AsyncContext async,
            ServletOutputStream out,
            Executor threads,
            Consumer<EventStream> onOver) {
        this.log = run.events();
        this.form = form;
        this.onGone = onGone;
        this.sent = Math.max(0, Math.min(after, log.size()));
        this.async = async;
        this.out = out;
        this.threads = threads;
        this.onOver = onOver;
        this.registration = log.onChange(this::wake);
    }

    private void wake() {
        if (writable && news.getAndIncrement() == 0) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException e) {
                over();
            }
        }
    }

    /** Shows that it is alive, if nothing else did since the last time. */
    void beat() {
        beating = true;
        wake();
    }

    /** Ends it though the run goes on. */
    void end() {
        ending = true;
        wake();
    }

    private void work() {
        int seen = news.get();
        do {
            writing.lock();
            try {
                write();
            } catch (IOException | RuntimeException e) {
                // The client has gone, or the container has ended the exchange.
                finish();
            } finally {
                writing.unlock();
            }
            seen = news.addAndGet(-seen);
        } while (seen != 0);
    }

    private void write() throws IOException {
        while (!over && out.isReady()) {
            boolean last = log.isClosed();
            String text = ending ? "" : next();
            if (!text.isEmpty()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                unflushed = true;
                quiet = false;
            } else if (unflushed) {
                unflushed = false;
                out.flush();
            } else if (ending || last) {
                finish();
            } else if (beating && quiet) {
                beating = false;
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
                unflushed = true;
            } else {
                if (beating) {
                    beating = false;
                    quiet = true;
                }
                return;
            }
        }
        if (ending && !over) {
            // The client takes nothing: the server does not wait for it.
            finish();
        }
    }

    private String next() {
        StringBuilder text = new StringBuilder();
        List<Event> events = log.after(sent, BATCH_EVENTS);
        for (Event event : events) {
            text.append(form.apply(event));
            sent = event.seq();
            if (text.length() >= BATCH_CHARS) {
                break;
            }
        }
        return text.toString();
    }

    /** The container wants to end it: when nothing is being written, and soon, since it does not wait for clients. */
    private void ended(Runnable how) {
        boolean alone = false;
        try {
            alone = writing.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            how.run();
        } finally {
            if (alone) {
                writing.unlock();
            }
        }
    }

    private void finish() {
        if (!over) {
            over();
            try {
                async.complete();
            } catch (IllegalStateException e) {
                // The container completed it first.
                return;
            }
        }
    }

    private void over() {
        boolean first = !over;
        over = true;
        registration.close();
        onOver.accept(this);
        if (first && !ending && !log.isClosed()) {
            onGone.run();
        }
    }

    @Override
    public void onWritePossible() {
        writable = true;
        wake();
    }

    @Override
    public void onError(Throwable thrown) {
        ended(this::finish);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended(this::over);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        ended(this::finish);
    }

    @Override
    public void onError(AsyncEvent event) {
        ended(this::finish);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It is not started twice.
    }
}
