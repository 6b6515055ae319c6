package org.eyes4j.app.server.mcp;

import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eyes4j.app.mcp.McpProtocol;
import org.eyes4j.app.service.Caller;
import reactor.core.publisher.Mono;

/** A client of {@code /mcp}: whose it is, the SDK's session, and its streams that are open or may be come back to. Thread-safe. */
final class HttpSession {
    /** Of answers whose connection broke. */
    private static final int MOST_LOST = 8;

    private static final Duration CLIENT_ANSWERS = Duration.ofMinutes(5);

    private final String id = UUID.randomUUID().toString();
    private final String owner;
    private final String version;
    private final McpStreamableServerSession session;
    private final Map<String, SseStream> streams = new LinkedHashMap<>();
    private volatile long lastUsed = System.nanoTime();

    HttpSession(McpProtocol protocol, InitializeRequest request, Caller caller, String version) {
        this.owner = caller.name();
        this.version = version;
        this.session = new McpStreamableServerSession(
                id,
                request.capabilities(),
                request.clientInfo(),
                CLIENT_ANSWERS,
                protocol.requestHandlers(),
                protocol.notificationHandlers(),
                () -> Mono.fromRunnable(() -> protocol.closed(id)));
    }

    String id() {
        return id;
    }

    boolean isOf(Caller caller) {
        return owner.equals(caller.name());
    }

    /** Whether its client knows of streams that go on after their connection. */
    boolean resumes() {
        return version.compareTo("2025-11-25") >= 0;
    }

    McpStreamableServerSession session() {
        return session;
    }

    void used() {
        lastUsed = System.nanoTime();
    }

    long idleNanos() {
        return System.nanoTime() - lastUsed;
    }

    synchronized void add(SseStream stream) {
        streams.put(stream.id(), stream);
    }

    /** A stream ended: it is let go unless its client is away and may come back for the rest. */
    synchronized void ended(SseStream stream) {
        if (stream.isConnected()) {
            streams.remove(stream.id());
        }
        List<SseStream> lost = streams.values().stream()
                .filter(s -> s.isEnded() && !s.isConnected())
                .toList();
        for (int i = 0; i < lost.size() - MOST_LOST; i++) {
            streams.remove(lost.get(i).id());
        }
    }

    synchronized void remove(SseStream stream) {
        streams.remove(stream.id());
    }

    /** The stream an event belongs to. */
    synchronized Optional<SseStream> streamOf(String eventId) {
        int end = eventId.lastIndexOf('_');
        return end < 0 ? Optional.empty() : Optional.ofNullable(streams.get(eventId.substring(0, end)));
    }

    synchronized List<SseStream> streams() {
        return new ArrayList<>(streams.values());
    }

    boolean isListened() {
        return streams().stream().anyMatch(SseStream::isConnected);
    }

    /** Ends it: what works for it stops, what is open closes. */
    void close() {
        session.close();
        streams().forEach(SseStream::close);
    }
}
