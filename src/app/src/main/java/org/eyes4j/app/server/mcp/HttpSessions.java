package org.eyes4j.app.server.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.eyes4j.app.mcp.McpProtocol;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients that are connected: so many at most; those that say nothing for long are forgotten. Thread-safe. */
final class HttpSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSessions.class);
    private static final Duration BEAT = Duration.ofSeconds(20);
    private static final ThreadFactory DAEMONS = work -> {
        Thread thread = new Thread(work, "mcp-sessions");
        thread.setDaemon(true);
        return thread;
    };

    private final McpProtocol protocol;
    private final McpSettings settings;
    private final Map<String, HttpSession> sessions = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(DAEMONS);
    private final ExecutorService beats = Executors.newCachedThreadPool(DAEMONS);

    HttpSessions(McpProtocol protocol, McpSettings settings) {
        this.protocol = protocol;
        this.settings = settings;
        clock.scheduleWithFixedDelay(this::beat, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /** @throws Problem if there is no room */
    synchronized void add(HttpSession session) {
        sweep();
        if (sessions.size() >= settings.sessions()) {
            throw Problem.later(
                    Problem.Type.OVERLOADED,
                    settings.sessions() + " MCP clients are connected already; try again later",
                    Duration.ofSeconds(30));
        }
        sessions.put(session.id(), session);
        protocol.open(session.id(), session.session());
    }

    /**
     * A client's session. Another's is as if it were not there.
     *
     * @throws Problem if there is none
     */
    HttpSession find(String id, Caller caller) {
        HttpSession session = sessions.get(id);
        if (session == null || !session.isOf(caller)) {
            throw Problem.of(Problem.Type.NOT_FOUND, "There is no such MCP session; begin again with 'initialize'");
        }
        session.used();
        return session;
    }

    void end(HttpSession session) {
        if (sessions.remove(session.id()) != null) {
            session.close();
        }
    }

    /** Breaks a client's connections, but not its streams: it may come back to them. */
    void interrupt(String id) {
        HttpSession session = sessions.get(id);
        if (session != null) {
            session.streams().forEach(SseStream::interrupt);
        }
    }

    int size() {
        return sessions.size();
    }

    private void sweep() {
        for (HttpSession session : sessions.values()) {
            if (session.idleNanos() > settings.sessionIdle().toNanos()
                    && !session.isListened()
                    && !protocol.works(session.id())) {
                LOG.debug("An MCP client is forgotten");
                end(session);
            }
        }
    }

    /** A sign of life to all that listen; so it shows, too, who is gone. One that does not read delays no other. */
    private void beat() {
        try {
            sweep();
            for (HttpSession session : sessions.values()) {
                for (SseStream stream : session.streams()) {
                    if (stream.isConnected()) {
                        beats.execute(stream::beat);
                    }
                }
            }
        } catch (RuntimeException e) {
            LOG.error("MCP clients were not looked after", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        sessions.values().forEach(this::end);
        beats.shutdownNow();
    }
}
