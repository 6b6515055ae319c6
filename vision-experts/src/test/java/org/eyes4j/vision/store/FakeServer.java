package org.eyes4j.vision.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A scripted server on loopback: each path has answers that are given in turn, the last one again and again. */
public final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();
    private final Map<String, Answer> heads = new ConcurrentHashMap<>();
    public final List<String> requests = new CopyOnWriteArrayList<>();

    public interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    public FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        if (exchange.getRequestMethod().equals("HEAD")) {
            try (exchange) {
                heads.getOrDefault(path, status(405)).give(exchange);
            }
            return;
        }
        StringBuilder request = new StringBuilder(path);
        for (String header : List.of("Range", "If-Range", "Authorization")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            request.append(value == null ? "" : " " + header + ": " + value);
        }
        requests.add(request.toString());
        Answer answer;
        Deque<Answer> answers = script.get(path);
        if (answers == null) {
            answer = status(404);
        } else {
            synchronized (answers) {
                answer = answers.size() > 1 ? answers.remove() : answers.element();
            }
        }
        try (exchange) {
            answer.give(exchange);
        }
    }

    public FakeServer on(String path, Answer... answers) {
        script.put(path, new ArrayDeque<>(Arrays.asList(answers)));
        return this;
    }

    /** What is said to who asks for the head only; 405 where nothing is. Such questions are not among the {@link #requests}. */
    public FakeServer onHead(String path, Answer answer) {
        heads.put(path, answer);
        return this;
    }

    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public static Answer status(int status, String... headers) {
        return exchange -> {
            headers(exchange, headers);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    public static Answer redirect(String to, String... headers) {
        return exchange -> {
            headers(exchange, headers);
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** The whole file, or the range that is asked for. */
    public static Answer file(byte[] bytes, String... headers) {
        return exchange -> {
            headers(exchange, headers);
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
            exchange.getResponseBody().write(bytes, from, bytes.length - from);
        };
    }

    public static Answer text(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole file, whatever range is asked for. */
    public static Answer whole(byte[] bytes, String... headers) {
        return exchange -> {
            headers(exchange, headers);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** The beginning of the file, and then the connection breaks. */
    public static Answer broken(byte[] bytes, int count, String... headers) {
        return exchange -> {
            headers(exchange, headers);
            exchange.sendResponseHeaders(200, bytes.length);
            OutputStream out = exchange.getResponseBody();
            out.write(bytes, 0, count);
            out.flush();
        };
    }

    /** The beginning of the file, and then nothing until {@code end} is counted down. */
    public static Answer stalled(byte[] bytes, int count, java.util.concurrent.CountDownLatch end, String... headers) {
        return exchange -> {
            headers(exchange, headers);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, count);
            exchange.getResponseBody().flush();
            await(end);
        };
    }

    /** No answer at all until {@code end} is counted down. */
    public static Answer silent(java.util.concurrent.CountDownLatch end) {
        return exchange -> await(end);
    }

    static void await(java.util.concurrent.CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void headers(HttpExchange exchange, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
