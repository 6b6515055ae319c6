package org.eyes4j.app.server.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eyes4j.app.service.Event;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunJson;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends events of runs to clients as server-sent events. Two threads serve all of them: what a client does not take waits in
 * the run's log, not here, and nobody waits for it. Thread-safe.
 */
@Component
public class EventStreams implements SmartLifecycle {
    /** How often a silent stream is shown to be alive. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor threads;
    private volatile boolean running;

    public EventStreams() {
        AtomicInteger count = new AtomicInteger();
        this.threads = new ScheduledThreadPoolExecutor(2, work -> {
            Thread thread = new Thread(work, "events-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        threads.scheduleWithFixedDelay(
                () -> open.forEach(EventStream::beat),
                HEARTBEAT.toMillis(),
                HEARTBEAT.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Answers a request with a run's events, those that there are and those to come, until the run has ended or the client
     * goes. Comes back at once.
     *
     * @param after the sequence number of the last event that the client has; 0 for none
     */
    public void send(Run run, long after, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Function<Event, String> form = event -> "id: " + event.seq() + "\nevent: " + event.type() + "\ndata: "
                + RunJson.event(run.id(), event) + "\n\n";
        send(run, after, form, () -> {}, request, response);
    }

    /**
     * Answers a request with events in another form, from the first.
     *
     * @param form what is sent for an event; the text of whole server-sent events or comments
     * @param onGone told when the client goes before the end
     */
    public void send(
            Run run,
            Function<Event, String> form,
            Runnable onGone,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        send(run, 0, form, onGone, request, response);
    }

    private void send(
            Run run,
            long after,
            Function<Event, String> form,
            Runnable onGone,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        EventStream stream =
                new EventStream(run, after, form, onGone, async, response.getOutputStream(), threads, open::remove);
        open.add(stream);
        async.addListener(stream);
        response.getOutputStream().setWriteListener(stream);
    }

    /** Clients that listen now. */
    public int listening() {
        return open.size();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the server waits for what it still serves: a stream would have it wait for the run. */
    @Override
    public void stop() {
        running = false;
        open.forEach(EventStream::end);
        threads.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
