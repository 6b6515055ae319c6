package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that outlive their server: ended by SIGTERM or killed, the next one goes on with them and repeats no effect. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DurableRunsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUN = """
            {"kind": "workflow", "inputs": {}, "plan": {"inputs": {}, "steps": [
              {"id": "first", "tool": "note", "with": {"text": "one"}},
              {"id": "wait", "tool": "hold", "with": {"text": {"ref": "first"}}},
              {"id": "second", "tool": "note", "with": {"text": {"ref": "wait"}}}],
             "outputs": {"last": {"ref": "second"}}}}""";

    private @TempDir Path home;
    private final HttpClient client = HttpClient.newHttpClient();

    /** A server that runs. */
    private record Running(Process process, BufferedReader out, int port) {
        /** What follows the first line that begins so. */
        static String await(BufferedReader out, String beginning) throws IOException {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length());
                }
            }
            throw new IOException("The server ended before it said '" + beginning + "'");
        }

        void await(String beginning) throws IOException {
            await(out, beginning);
        }

        URI at(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }
    }

    private Running start(String grace) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DurableServer.class.getName(),
                        home.toString(),
                        grace)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(home.resolve("err").toFile()))
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return new Running(process, out, Integer.parseInt(Running.await(out, "port ")));
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JSON.readTree(response.body());
    }

    private String begin(Running server) throws IOException, InterruptedException {
        return json(HttpRequest.newBuilder(server.at("/api/v1/runs"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(RUN)))
                .get("id")
                .textValue();
    }

    /** Until a run waits in its second step. */
    private static void awaitHeld(Running server) throws IOException {
        server.await("held");
    }

    /** Until it is kept that its first step is done: readers see nothing before. Killed earlier, nobody knows how the effect ended. */
    private void awaitKept(Running server, String run) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> events = client.send(
                HttpRequest.newBuilder(server.at("/api/v1/runs/" + run + "/events"))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = events.body()) {
            assertThat(lines.anyMatch("event: step.done"::equals)).isTrue();
        }
    }

    private List<String> lines(String file) throws IOException {
        Path path = home.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    private void checkDone(Running server, String run, boolean interrupted) throws IOException, InterruptedException {
        // The stream ends when the run is over
        String events = client.send(
                        HttpRequest.newBuilder(server.at("/api/v1/runs/" + run + "/events"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        JsonNode row = json(HttpRequest.newBuilder(server.at("/api/v1/runs/" + run)));
        assertThat(row.get("status").textValue()).as(row.toString()).isEqualTo("done");
        assertThat(row.at("/result/outputs/last/value").textValue()).isEqualTo("one");
        // No effect was repeated, and none left out
        assertThat(lines("notes.txt")).containsExactly("one", "one");
        List<Long> ids = new ArrayList<>();
        Set<String> types = new TreeSet<>();
        events.lines().forEach(line -> {
            if (line.startsWith("id:")) {
                ids.add(Long.parseLong(line.substring(3).strip()));
            } else if (line.startsWith("event:")) {
                types.add(line.substring(6).strip());
            }
        });
        assertThat(ids)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, ids.size()).boxed().toList());
        assertThat(types).contains("run.queued", "run.running", "run.resumed", "step.done", "run.ended");
        assertThat(events).contains("\"interrupted\":" + interrupted);
    }

    @Test
    void should_park_what_is_not_over_when_it_is_asked_to_end_and_go_on_with_it() throws Exception {
        // GIVEN a run whose first effect came about
        Running first = start("0s");
        String run = begin(first);
        awaitHeld(first);

        // WHEN the server is ended by SIGTERM, and another begins
        first.process().destroy();
        assertThat(first.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        Files.createFile(home.resolve("go"));
        Running second = start("0s");
        try {
            checkDone(second, run, false);
        } finally {
            second.process().destroyForcibly().waitFor();
        }
    }

    @Test
    void should_let_a_run_end_in_the_time_it_has() throws Exception {
        Running first = start("60s");
        String run = begin(first);
        awaitHeld(first);

        first.process().destroy();
        Files.createFile(home.resolve("go"));
        assertThat(first.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

        Running second = start("0s");
        try {
            JsonNode row = json(HttpRequest.newBuilder(second.at("/api/v1/runs/" + run)));
            assertThat(row.get("status").textValue()).as(row.toString()).isEqualTo("done");
            assertThat(lines("notes.txt")).containsExactly("one", "one");
        } finally {
            second.process().destroyForcibly().waitFor();
        }
    }

    @Test
    void should_go_on_with_a_run_whose_server_was_killed_twice() throws Exception {
        Running first = start("0s");
        String run = begin(first);
        awaitHeld(first);
        awaitKept(first, run);
        first.process().toHandle().destroyForcibly();
        first.process().waitFor();
        Running second = start("0s");
        awaitHeld(second);
        second.process().toHandle().destroyForcibly();
        second.process().waitFor();

        Files.createFile(home.resolve("go"));
        Running third = start("0s");
        try {
            checkDone(third, run, true);
        } finally {
            third.process().destroyForcibly().waitFor();
        }
    }
}
