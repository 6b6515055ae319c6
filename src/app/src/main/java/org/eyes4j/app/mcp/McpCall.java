package org.eyes4j.app.mcp;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.util.concurrent.atomic.AtomicLong;
import org.eyes4j.app.service.Caller;
import org.eyes4j.tools.Cancellation;
import org.jspecify.annotations.Nullable;

/** A tool's call by a client: whose it is, when to stop, and what the client may be told meanwhile. Thread-safe. */
public final class McpCall {
    /** Between two words of progress; those that come sooner are left out. */
    private static final long PAUSE_NANOS = 50_000_000;

    private final Caller caller;
    private final Cancellation cancellation;
    private final McpAsyncServerExchange exchange;
    private final @Nullable Object progressToken;
    private final AtomicLong lastTold = new AtomicLong(Long.MIN_VALUE);
    private long count;

    McpCall(Caller caller, Cancellation cancellation, McpAsyncServerExchange exchange, @Nullable Object progressToken) {
        this.caller = caller;
        this.cancellation = cancellation;
        this.exchange = exchange;
        this.progressToken = progressToken;
    }

    public Caller caller() {
        return caller;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /** The client, for what servers may ask of it. */
    public McpAsyncServerExchange client() {
        return exchange;
    }

    /** Tells how far it is, when the client asked to be told; words in a quick succession are left out. */
    public void progress(String message) {
        long now = System.nanoTime();
        long last = lastTold.get();
        if (progressToken != null
                && (last == Long.MIN_VALUE || now - last >= PAUSE_NANOS)
                && lastTold.compareAndSet(last, now)) {
            synchronized (this) {
                tell(++count, null, message);
            }
        }
    }

    /** Tells how far it is of a known way, when the client asked to be told. */
    public void progress(double done, double total) {
        tell(done, total, null);
    }

    private void tell(double done, @Nullable Double total, @Nullable String message) {
        Object token = progressToken;
        if (token != null && !cancellation.isRequested()) {
            ProgressNotification.Builder note = ProgressNotification.builder(token, done);
            if (total != null) {
                note.total(total);
            }
            if (message != null) {
                note.message(message);
            }
            exchange.progressNotification(note.build()).onErrorComplete().block();
        }
    }

    /** A line of the log, for clients that want this much. */
    public void log(LoggingLevel level, String text) {
        if (!cancellation.isRequested()) {
            exchange.loggingNotification(LoggingMessageNotification.builder(level, text)
                            .logger("eyes4j")
                            .build())
                    .onErrorComplete()
                    .block();
        }
    }
}
