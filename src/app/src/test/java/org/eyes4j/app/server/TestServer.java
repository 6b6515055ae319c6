package org.eyes4j.app.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.wiring.Eyes4j;

/** A server of a folder of its own, on a port that was free. */
public final class TestServer implements AutoCloseable {
    private final Eyes4j eyes4j;
    private final Server server;

    private TestServer(Eyes4j eyes4j, Server server) {
        this.eyes4j = eyes4j;
        this.server = server;
    }

    public static TestServer at(Path home, Map<String, Object> properties) {
        Eyes4j eyes4j = new Eyes4j(Map.of("EYES4J_HOME", home.toString()), true, Optional.empty());
        Map<String, Object> all = new LinkedHashMap<>(Map.of("server.port", 0));
        all.putAll(properties);
        try {
            return new TestServer(eyes4j, Server.start(eyes4j, all));
        } catch (RuntimeException e) {
            eyes4j.close();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    public Eyes4j eyes4j() {
        return eyes4j;
    }

    @Override
    public void close() {
        server.close();
        eyes4j.close();
    }
}
