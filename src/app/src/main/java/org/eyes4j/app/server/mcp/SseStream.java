package org.eyes4j.app.server.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Messages to a client as server-sent events, each with an id. When the connection breaks the messages are kept, within
 * limits, and the stream goes on where it was once the client comes back with the last id it had. Thread-safe.
 */
final class SseStream implements McpStreamableServerTransport {
    private static final Logger LOG = LoggerFactory.getLogger(SseStream.class);
    private static final int MOST_KEPT = 256;
    private static final long MOST_BYTES = 8L << 20;
    private static final int RETRY_MILLIS = 1000;

    private final String id = UUID.randomUUID().toString();
    private final McpJsonMapper mapper;
    private final boolean primed;
    private final Consumer<SseStream> onEnd;
    private final Consumer<SseStream> onLost;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Event> kept = new ArrayDeque<>();
    private long keptBytes;
    private long count;
    // Written under the lock, read without: a session asks while it holds its own.
    private volatile @Nullable AsyncContext connection;
    private volatile boolean ended;

    private record Event(long seq, String text) {}

    /**
     * @param primed whether the first event is an empty one whose id a client can come back with
     * @param onEnd told once when there will be no more messages
     * @param onLost told when a connection broke
     */
    SseStream(McpJsonMapper mapper, boolean primed, Consumer<SseStream> onEnd, Consumer<SseStream> onLost) {
        this.mapper = mapper;
        this.primed = primed;
        this.onEnd = onEnd;
        this.onLost = onLost;
    }

    String id() {
        return id;
    }

    /** Sends to this connection from now on, first what came after an event. */
    void attach(AsyncContext to, long after) {
        lock.lock();
        try {
            AsyncContext before = connection;
            connection = to;
            if (before != null) {
                complete(before);
            }
            to.addListener(new Ends(to));
            if (primed && after == 0) {
                write("id: " + id + "_0\nretry: " + RETRY_MILLIS + "\ndata: \n\n");
            } else {
                write(": \n\n");
            }
            for (Event event : kept) {
                if (event.seq() > after) {
                    write(event.text());
                }
            }
            if (ended) {
                disconnect();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isConnected() {
        return connection != null;
    }

    boolean isEnded() {
        return ended;
    }

    /** A sign of life, unless something is being written. */
    void beat() {
        if (lock.tryLock()) {
            try {
                write(": \n\n");
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return sendMessage(message, "");
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, String messageId) {
        return Mono.fromRunnable(() -> {
            String json;
            try {
                json = mapper.writeValueAsString(message);
            } catch (IOException e) {
                throw new IllegalStateException("A message has no JSON: " + e.getMessage(), e);
            }
            send(json);
        });
    }

    private void send(String json) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            count++;
            Event event = new Event(count, "id: " + id + "_" + count + "\nevent: message\ndata: " + json + "\n\n");
            keep(event);
            write(event.text());
        } finally {
            lock.unlock();
        }
    }

    private void keep(Event event) {
        kept.add(event);
        keptBytes += event.text().length();
        while (kept.size() > 1 && (kept.size() > MOST_KEPT || keptBytes > MOST_BYTES)) {
            keptBytes -= kept.remove().text().length();
        }
    }

    private void write(String text) {
        AsyncContext to = connection;
        if (to == null) {
            return;
        }
        try {
            OutputStream out = to.getResponse().getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("A client is gone: {}", e.getMessage());
            lose(to);
        }
    }

    private void lose(AsyncContext gone) {
        if (connection == gone) {
            disconnect();
            onLost.accept(this);
        }
    }

    private void disconnect() {
        AsyncContext to = connection;
        connection = null;
        if (to != null) {
            complete(to);
        }
    }

    private static void complete(AsyncContext connection) {
        try {
            connection.complete();
        } catch (IllegalStateException e) {
            LOG.debug("It was over already");
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return mapper.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                onEnd.accept(this);
                disconnect();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection but not the stream: the client may come back. */
    void interrupt() {
        lock.lock();
        try {
            disconnect();
        } finally {
            lock.unlock();
        }
    }

    /** Hears of a connection that ends by itself. */
    private final class Ends implements AsyncListener {
        private final AsyncContext of;

        Ends(AsyncContext of) {
            this.of = of;
        }

        private void gone() {
            lock.lock();
            try {
                lose(of);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            gone();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            gone();
        }

        @Override
        public void onError(AsyncEvent event) {
            gone();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It is not started again.
        }
    }
}
