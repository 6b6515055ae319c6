package org.eyes4j.app.server.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eyes4j.app.server.RawHttp;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 10,000 requests that are wrong somewhere: each is refused as what it is, and none is the server's own fault. */
class MalformedRequestsTest {
    private static final long SEED = 20261123;
    private static final int REQUESTS = 10_000;
    private static final Pattern TRACE =
            Pattern.compile("\\bat [a-z]+\\.[\\w.$]+\\(|java\\.lang\\.|org\\.(springframework|apache|eyes4j)\\.");

    @Test
    void should_answer_what_is_malformed_without_a_fault_of_its_own(@TempDir Path home) throws IOException {
        List<String> faults = new ArrayList<>();
        Map<Integer, Integer> answers = new TreeMap<>();
        try (TestServer server = TestServer.start(home, ScriptedTool.echo(), ScriptedTool.tell())) {
            BadRequests requests = new BadRequests(Route.all(server), SEED);
            for (int i = 0; i < REQUESTS; i++) {
                byte[] request = requests.next();
                RawHttp.Answer answer = send(server, i, request);
                answers.merge(answer.status(), 1, Integer::sum);
                // Those of the page's own files apart: scripts speak of whatever they like.
                if (answer.status() >= 500
                        || TRACE.matcher(answer.status() < 400 ? "" : answer.text())
                                .find()) {
                    faults.add("request " + i + ":\n" + shown(request) + "\n=> " + cut(answer.text(), 600));
                }
            }

            assertThat(server.get("/api/v1/status").status()).isEqualTo(200);
            assertThat(server.post("/api/v1/tools/echo", "{\"arguments\":{\"text\":\"still here\"}}")
                            .text())
                    .contains("still here");
        }
        assertThat(faults.stream().limit(20))
                .as(faults.size() + " faults of " + answers)
                .isEmpty();
        assertThat(answers.keySet()).contains(200, 400, 403, 404, 405, 406, 414, 415, 422, 431);
        // Only what is no request at all goes without an answer.
        assertThat(answers.getOrDefault(0, 0)).isLessThan(REQUESTS / 50);
    }

    private static RawHttp.Answer send(TestServer server, int i, byte[] request) throws IOException {
        try {
            return RawHttp.send(server.port(), request);
        } catch (AssertionError e) {
            throw new AssertionError("request " + i + ":\n" + shown(request) + "\n=> " + e.getMessage(), e);
        }
    }

    private static String shown(byte[] request) {
        return cut(new String(request, StandardCharsets.ISO_8859_1).replaceAll("[^\\x20-\\x7e\r\n]", "?"), 700);
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "... (" + text.length() + ")" : text;
    }
}
