package org.eyes4j.vision.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.model.RemoteGraph.Protocol;

/** A server that says of itself what the protocol asks for, and answers each run as a test wants it. */
final class ScriptedOip implements AutoCloseable {
    /** One answer. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    static final String METADATA = """
            {"name": "m", "versions": ["1"], "platform": "x",
             "inputs": [{"name": "x", "datatype": "FP32", "shape": [-1, 2]}],
             "outputs": [{"name": "y", "datatype": "FP32", "shape": [-1, 2]}]}""";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String metadata = METADATA;
    private volatile Answer answer = exchange -> {};
    private volatile String authorization = "";

    ScriptedOip() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    ScriptedOip(HttpServer server) {
        this.server = server;
        server.setExecutor(workers);
        server.createContext("/v2/models/m", exchange -> {
            try (exchange) {
                authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
                if (exchange.getRequestURI().getPath().endsWith("/infer")) {
                    runs.incrementAndGet();
                    exchange.getRequestBody().readAllBytes();
                    answer.to(exchange);
                } else {
                    send(exchange, 200, metadata.getBytes(StandardCharsets.UTF_8));
                }
            }
        });
        server.start();
    }

    ScriptedOip answering(Answer next) {
        answer = next;
        return this;
    }

    ScriptedOip describing(String json) {
        metadata = json;
        return this;
    }

    /** How often it was asked to run. */
    int runs() {
        return runs.get();
    }

    String authorization() {
        return authorization;
    }

    /** Lets those go who wait in {@link #hang}. */
    Answer hang(CountDownLatch begun) {
        return exchange -> {
            begun.countDown();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int port() {
        return server.getAddress().getPort();
    }

    RemoteGraph graph() {
        return graph(RemoteGraph.Limits.DEFAULT);
    }

    RemoteGraph graph(RemoteGraph.Limits limits) {
        return graph(url(), Protocol.HTTP, limits);
    }

    static RemoteGraph graph(URI url, Protocol protocol, RemoteGraph.Limits limits) {
        return new RemoteGraph("m.onnx", url, protocol, "m", "", Map.of(), RemoteGraph.Access.NONE, limits);
    }

    static RemoteGraph.Limits limits(Duration timeout, int retries, long maxAnswer) {
        return new RemoteGraph.Limits(timeout, retries, 4, maxAnswer);
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** An answer in the binary form. */
    static Answer binary(String json, float... values) {
        return exchange -> {
            byte[] head = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Inference-Header-Content-Length", Integer.toString(head.length));
            ByteBuffer body =
                    ByteBuffer.allocate(head.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            body.put(head);
            for (float value : values) {
                body.putFloat(value);
            }
            send(exchange, 200, body.array());
        };
    }

    /** The head of an answer with one output. */
    static String output(String name, String datatype, String shape, int bytes) {
        return "{\"outputs\": [{\"name\": \"%s\", \"datatype\": \"%s\", \"shape\": %s, \"parameters\": {\"binary_data_size\": %d}}]}"
                .formatted(name, datatype, shape, bytes);
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
        workers.shutdownNow();
    }
}
