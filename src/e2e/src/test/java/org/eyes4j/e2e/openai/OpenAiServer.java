package org.eyes4j.e2e.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.llm.ScriptedEndpoint;
import org.eyes4j.app.server.Server;
import org.eyes4j.wiring.Eyes4j;

/** A server with this user's vision models, and a language model at a scripted endpoint on loopback. */
final class OpenAiServer implements AutoCloseable {
    final ScriptedEndpoint script;
    private final Eyes4j eyes4j;
    private final Server server;

    private OpenAiServer(ScriptedEndpoint script, Eyes4j eyes4j, Server server) {
        this.script = script;
        this.eyes4j = eyes4j;
        this.server = server;
    }

    static OpenAiServer start(Path folder) {
        ScriptedEndpoint script = ScriptedEndpoint.start(ScriptedEndpoint.Form.OPENAI);
        try {
            Path settings = folder.resolve("settings.yaml");
            Files.writeString(settings, script.yaml() + "      streaming: false\n  retries: 0\n");
            Map<String, String> environment = new java.util.HashMap<>(System.getenv());
            environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
            environment.put("EYES4J_CONFIG", settings.toString());
            Eyes4j eyes4j = new Eyes4j(environment, false, Optional.empty());
            return new OpenAiServer(script, eyes4j, Server.start(eyes4j, Map.of("server.port", 0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.port() + "/v1";
    }

    /** A sample as a data URL. */
    static String picture(String sample) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(sample));
    }

    static Path sample(String name) {
        return Path.of("..", "samples", name).toAbsolutePath().normalize();
    }

    private static byte[] bytes(String sample) {
        try {
            return Files.readAllBytes(sample(sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        eyes4j.close();
        script.close();
    }
}
