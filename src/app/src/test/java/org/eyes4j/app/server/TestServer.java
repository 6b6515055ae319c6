package org.eyes4j.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Tool;
import org.eyes4j.wiring.Eyes4j;

/** A server on a port of its own, with a home of its own and tools that a test brings. */
public final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Eyes4j eyes4j;
    private final Server server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer(Eyes4j eyes4j, Server server) {
        this.eyes4j = eyes4j;
        this.server = server;
    }

    public static TestServer start(Path home, Tool... tools) {
        return at(home, Map.of(), tools);
    }

    public static TestServer at(Path home, Map<String, Object> properties, Tool... tools) {
        Eyes4j eyes4j = new Eyes4j(Map.of("EYES4J_HOME", home.toString()), true, Optional.empty());
        for (Tool tool : tools) {
            eyes4j.tools().register(tool);
        }
        Map<String, Object> all = new LinkedHashMap<>(Map.of("server.port", 0));
        all.putAll(properties);
        try {
            return new TestServer(eyes4j, Server.start(eyes4j, all));
        } catch (RuntimeException e) {
            eyes4j.close();
            throw e;
        }
    }

    public Eyes4j eyes4j() {
        return eyes4j;
    }

    public int port() {
        return server.port();
    }

    /** What it is made of. */
    public <T> java.util.Collection<T> beans(Class<T> type) {
        return server.beans(type);
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path));
    }

    /** An answer, with its body as JSON where it is some. */
    public record Reply(int status, HttpResponse<byte[]> response) {
        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + text(), e);
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public Reply get(String path) {
        return send(request(path));
    }

    public Reply post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The id of an uploaded picture. */
    public String upload(byte[] picture, String name) {
        Reply reply = send(request("/api/v1/artifacts?name=" + name)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(picture)));
        if (reply.status() != 201) {
            throw new AssertionError(reply.text());
        }
        return reply.json().get("id").textValue();
    }

    @Override
    public void close() {
        server.close();
        eyes4j.close();
    }
}
