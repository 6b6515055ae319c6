package org.eyes4j.e2e.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients of Python and of JavaScript, installed by their package managers below target; where they cannot be, skipped. */
class ScriptClientsTest {
    private static final Path CLIENTS = Path.of("target", "openai-clients").toAbsolutePath();
    private static final Path SCRIPTS =
            Path.of("src", "test", "resources", "openai").toAbsolutePath();

    @TempDir
    static Path folder;

    private static OpenAiServer server;

    @BeforeAll
    static void start() {
        server = OpenAiServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void should_serve_pythons_client() throws Exception {
        Path environment = CLIENTS.resolve("python");
        Path python = environment.resolve("bin/python");
        if (!Files.exists(environment.resolve("ready"))) {
            install(List.of("python3", "-m", "venv", environment.toString()), CLIENTS);
            install(List.of(python.toString(), "-m", "pip", "install", "-q", "openai==3.54.0"), CLIENTS);
            Files.createFile(environment.resolve("ready"));
        }

        check(run(List.of(python.toString(), SCRIPTS.resolve("client.py").toString()), CLIENTS));
    }

    @Test
    void should_serve_javascripts_client() throws Exception {
        Path modules = CLIENTS.resolve("javascript");
        Files.createDirectories(modules);
        if (!Files.exists(modules.resolve("ready"))) {
            install(List.of("npm", "install", "--silent", "--no-audit", "--no-fund", "openai@7.57.0"), modules);
            Files.createFile(modules.resolve("ready"));
        }
        Files.copy(
                SCRIPTS.resolve("client.mjs"),
                modules.resolve("client.mjs"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        check(run(List.of("node", "client.mjs"), modules));
    }

    private static void check(JsonNode out) {
        assertThat(out.get("models").toString()).contains("eyes4j-offline", "minilm-l6-v2-q");
        assertThat(out.get("chat").textValue()).contains("1 cat");
        assertThat(out.get("evidence").textValue()).isEqualTo("supported");
        assertThat(out.get("streamed")).isEqualTo(out.get("chat"));
        assertThat(out.get("usage").booleanValue()).isTrue();
        assertThat(out.get("follow").toString()).isEqualTo("[\"r1\"]");
        assertThat(out.get("response")).isEqualTo(out.get("chat"));
        assertThat(out.get("next").toString()).isEqualTo("[\"r1\"]");
        assertThat(out.get("response_streamed").textValue()).isNotBlank();
        assertThat(out.get("vectors").toString()).isEqualTo("[384,384]");
        assertThat(out.at("/error/0").intValue()).isEqualTo(404);
        assertThat(out.at("/error/1").textValue()).isEqualTo("invalid_request_error");
        assertThat(out.at("/error/2").textValue()).contains("There is no model 'nothing' here");
    }

    /** Skips the test where the interpreter or its packages are not to be had. */
    private static void install(List<String> command, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path log = Files.createTempFile("install", ".log");
        int code;
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            code = process.waitFor(4, TimeUnit.MINUTES) ? process.exitValue() : -1;
            process.destroyForcibly();
        } catch (IOException e) {
            Assumptions.abort(command.get(0) + " is not here: " + e.getMessage());
            return;
        }
        String told = Files.readString(log);
        Assumptions.assumeTrue(code == 0, () -> String.join(" ", command) + " failed: " + told);
    }

    private static JsonNode run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("client", ".json");
        Path err = Files.createTempFile("client", ".err");
        List<String> whole = new java.util.ArrayList<>(command);
        whole.add(server.baseUrl());
        whole.add(OpenAiServer.sample("chelsea.png").toString());
        Process process = new ProcessBuilder(whole)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as("ended in two minutes").isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return new ObjectMapper().readTree(out.toFile());
    }
}
