package org.eyes4j.app.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eyes4j.app.service.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One client over standard input and output: a message a line, in UTF-8. What is no message is answered with an error and the
 * next line is read. The end of the input is the end: what is nearly done may still answer, the rest is cancelled.
 */
public final class StdioServer {
    private static final Logger LOG = LoggerFactory.getLogger(StdioServer.class);

    /** Pictures come as base64 within a line. */
    private static final int LONGEST_LINE = 96 << 20;

    private final McpProtocol protocol;
    private final InputStream in;
    private final OutputStream out;
    private final Duration grace;
    private final McpJsonMapper mapper = McpJsonDefaults.getMapper();
    /** Requests without an answer, and this server itself. */
    private final Phaser open = new Phaser(1);

    /** @param grace how long requests may still answer once the input is over */
    public StdioServer(McpProtocol protocol, InputStream in, OutputStream out, Duration grace) {
        this.protocol = protocol;
        this.in = new BufferedInputStream(in, 1 << 16);
        this.out = out;
        this.grace = grace;
    }

    /** Serves until the input is over. */
    public void serve() {
        StdioSession session = new StdioSession(protocol, new Lines(), Caller.LOCAL);
        protocol.open(session.getId(), session);
        try {
            for (Optional<byte[]> line = read(); line.isPresent(); line = read()) {
                if (!isBlank(line.get())) {
                    take(line.get(), session);
                }
            }
            awaitAnswers();
        } catch (IOException e) {
            LOG.warn("Standard input cannot be read: {}", e.getMessage());
        } finally {
            protocol.closed(session.getId());
        }
    }

    private void take(byte[] line, StdioSession session) {
        JSONRPCMessage message;
        try {
            message = McpMessages.read(line);
        } catch (McpMessages.Malformed e) {
            write(e.answer());
            return;
        }
        open.register();
        session.handle(message)
                .onErrorResume(e -> {
                    LOG.warn("A message was not handled: {}", e.getMessage());
                    return Mono.empty();
                })
                .doFinally(signal -> open.arriveAndDeregister())
                .subscribe();
    }

    private void awaitAnswers() {
        int phase = open.arriveAndDeregister();
        try {
            open.awaitAdvanceInterruptibly(phase, grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("Some requests did not end in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next line; empty at the end. One that is too long is passed over and answered with an error. */
    private Optional<byte[]> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return Optional.of(line.toByteArray());
            }
            line.write(b);
            if (line.size() > LONGEST_LINE) {
                line = new ByteArrayOutputStream(1024);
                skip();
                write(McpMessages.error(
                        null, McpFault.INVALID_REQUEST, "A message may have at most " + LONGEST_LINE + " bytes"));
            }
        }
        return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
    }

    private void skip() throws IOException {
        int b = in.read();
        while (b >= 0 && b != '\n') {
            b = in.read();
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private synchronized void write(String message) {
        try {
            out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // The client does not listen any more; its input will end too.
            LOG.debug("Standard output cannot be written: {}", e.getMessage());
        }
    }

    /** The SDK's messages as lines. */
    private final class Lines implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(JSONRPCMessage message) {
            return Mono.fromRunnable(() -> {
                try {
                    write(mapper.writeValueAsString(message));
                } catch (IOException e) {
                    throw new IllegalStateException("A message has no JSON: " + e.getMessage(), e);
                }
            });
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return mapper.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
