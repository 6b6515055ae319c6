package org.eyes4j.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyTest {
    private static final String RUN = "{\"kind\":\"call\",\"tool\":\"count_up\"}";

    @TempDir
    private Path home;

    private final AtomicInteger calls = new AtomicInteger();
    private final ScriptedTool counter = new ScriptedTool(
            ToolSpecification.named("count_up").describedAs("Counts.").gives(Kind.NUMBER, "how often it was called"),
            (arguments, context) -> calls.incrementAndGet() == 3
                    ? ToolResult.failed(ToolResult.FailureKind.UNAVAILABLE, "Not just now")
                    : ToolResult.of(new Value.Number(calls.get())));

    private static Reply post(TestServer server, String path, String body, String key) {
        return server.send(server.request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void should_do_once_what_is_sent_twice_also_by_the_next_server() {
        String run;
        try (TestServer server = TestServer.start(home, counter)) {
            List<String> runs = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(i -> post(server, "/api/v1/runs?wait=20", RUN, "\"a-1\"")
                            .json()
                            .get("id")
                            .textValue())
                    .distinct()
                    .toList();
            assertThat(runs).hasSize(1);
            run = runs.get(0);
            assertThat(calls).hasValue(1);

            assertThat(post(server, "/api/v1/tools/count_up", "{}", "b")
                            .json()
                            .get("value")
                            .intValue())
                    .isEqualTo(2);
            assertThat(post(server, "/api/v1/tools/count_up", "{}", "b")
                            .json()
                            .get("value")
                            .intValue())
                    .isEqualTo(2);
            Reply other = post(server, "/api/v1/tools/count_up", "{\"arguments\":{}}", "b");
            assertThat(other.status()).isEqualTo(409);
            assertThat(other.json().get("detail").textValue())
                    .isEqualTo("The Idempotency-Key 'b' was sent with another request; take a new one");

            assertThat(post(server, "/api/v1/tools/count_up", "{}", "c").status())
                    .isEqualTo(502);
            assertThat(post(server, "/api/v1/tools/count_up", "{}", "c")
                            .json()
                            .get("value")
                            .intValue())
                    .isEqualTo(4);
            assertThat(post(server, "/api/v1/tools/count_up", "{}", "a b")
                            .json()
                            .get("field")
                            .textValue())
                    .isEqualTo("Idempotency-Key");
        }
        try (TestServer server = TestServer.start(home, counter)) {
            Reply again = post(server, "/api/v1/runs", RUN, "a-1");

            assertThat(again.status()).isEqualTo(202);
            assertThat(again.json().get("id").textValue()).isEqualTo(run);
            assertThat(calls).hasValue(4);
        }
    }
}
