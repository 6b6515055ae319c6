package org.eyes4j.e2e.page;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.app.server.Server;
import org.eyes4j.wiring.Eyes4j;

/** A server on a port of its own, with this user's models and with runs and sessions of its own. */
final class PageServer implements AutoCloseable {
    private final Eyes4j eyes4j;
    private final Server server;

    private PageServer(Eyes4j eyes4j, Server server) {
        this.eyes4j = eyes4j;
        this.server = server;
    }

    static PageServer start(Path data, Map<String, String> more, Map<String, Object> properties) {
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        environment.put("XDG_DATA_HOME", data.toString());
        environment.putAll(more);
        Map<String, Object> all = new LinkedHashMap<>(properties);
        all.putIfAbsent("server.port", 0);
        Eyes4j eyes4j = new Eyes4j(environment, false, Optional.empty());
        return new PageServer(eyes4j, Server.start(eyes4j, all));
    }

    static PageServer start(Path data) {
        return start(data, Map.of(), Map.of());
    }

    int port() {
        return server.port();
    }

    Eyes4j eyes4j() {
        return eyes4j;
    }

    String address() {
        return "http://127.0.0.1:" + port() + "/";
    }

    @Override
    public void close() {
        server.close();
        eyes4j.close();
    }
}
