package org.eyes4j.app.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /mcp} byte by byte: what no well-behaved client sends, and what the SDK's client cannot do. */
class McpMessagesOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"%s\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";

    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private static final CountDownLatch GO = new CountDownLatch(1);
    private static final CountDownLatch AWAY = new CountDownLatch(1);
    private static final CountDownLatch BACK = new CountDownLatch(1);
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path home) {
        ScriptedTool hold = ScriptedTool.hold(BEGUN, GO);
        ScriptedTool watched = new ScriptedTool(hold.specification(), (arguments, context) -> {
            try (var unused = context.cancellation().onRequest(ENDED::countDown)) {
                return hold.call(arguments, context);
            }
        });
        server = TestServer.at(
                home,
                Map.of("eyes4j.server.mcp.page", 7, "eyes4j.server.mcp.max-message", "64KB"),
                ScriptedTool.echo(),
                watched,
                ScriptedTool.hold(AWAY, BACK).called("later"));
    }

    @AfterAll
    static void stop() {
        GO.countDown();
        server.close();
    }

    private static HttpRequest.Builder request(String session) {
        HttpRequest.Builder request = server.request("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        return session.isEmpty() ? request : request.header("Mcp-Session-Id", session);
    }

    private static Reply post(String session, String message) {
        return server.send(request(session).POST(BodyPublishers.ofString(message)));
    }

    private static String session() {
        Reply reply = post("", INITIALIZE.formatted("2025-06-18"));
        assertThat(reply.status()).isEqualTo(200);
        String session = reply.header("Mcp-Session-Id");
        assertThat(post(session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .status())
                .isEqualTo(202);
        return session;
    }

    private static JsonNode event(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> tree(line.substring(6)))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("No event in: " + body));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-06-18, 2025-06-18",
        "2025-03-26, 2025-03-26",
        "2024-11-05, 2024-11-05",
        "2030-01-01, 2025-11-25",
        "nonsense, 2025-11-25"
    })
    void should_agree_on_a_version(String asked, String agreed) {
        Reply reply = post("", INITIALIZE.formatted(asked));

        assertThat(reply.json().at("/result/protocolVersion").asText()).isEqualTo(agreed);
    }

    @Test
    void should_give_lists_page_by_page() {
        String session = session();
        int seen = 0;
        String cursor = "";
        do {
            String params = cursor.isEmpty() ? "{}" : "{\"cursor\":\"" + cursor + "\"}";
            JsonNode result = event(post(
                                    session,
                                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":" + params
                                            + "}")
                            .text())
                    .get("result");
            assertThat(result.get("tools").size()).isLessThanOrEqualTo(7);
            seen += result.get("tools").size();
            cursor = result.path("nextCursor").asText("");
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(server.eyes4j().tools().names().size() + 1);
        assertThat(event(post(
                                        session,
                                        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}}")
                                .text())
                        .at("/error/message")
                        .asText())
                .isEqualTo("There is no such cursor; begin the list again without one");
    }

    @Test
    void should_stop_a_call_that_is_cancelled_and_answer_nothing() throws Exception {
        String session = session();
        CompletableFuture<HttpResponse<String>> pending = HttpClient.newHttpClient()
                .sendAsync(
                        request(session)
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"jsonrpc\":\"2.0\",\"id\":\"h\",\"method\":\"tools/call\",\"params\":{\"name\":\"hold\"}}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(BEGUN.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(post(
                                session,
                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"h\"}}")
                        .status())
                .isEqualTo(202);

        assertThat(pending.get(30, TimeUnit.SECONDS).body())
                .doesNotContain("result")
                .doesNotContain("error");
        assertThat(ENDED.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void should_go_on_with_an_answer_whose_connection_broke() throws Exception {
        String session = post("", INITIALIZE.formatted("2025-11-25")).header("Mcp-Session-Id");
        CompletableFuture<HttpResponse<String>> first = HttpClient.newHttpClient()
                .sendAsync(
                        request(session)
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"later\"}}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(AWAY.await(30, TimeUnit.SECONDS)).isTrue();
        server.beans(HttpSessions.class).forEach(sessions -> sessions.interrupt(session));
        String begun = first.get(30, TimeUnit.SECONDS).body();
        assertThat(begun).startsWith("id: ").contains("retry: 1000").doesNotContain("let go");

        BACK.countDown();
        Reply rest = server.send(request(session)
                .header("Last-Event-ID", begun.substring(4, begun.indexOf('\n')))
                .GET());

        assertThat(event(rest.text()).at("/result/structuredContent/value").asText())
                .isEqualTo("let go");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "null",
                "7",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999999999,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[1]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":[],\"clientInfo\":7}}"
            })
    void should_answer_what_is_no_message_with_a_fault_of_the_sender(String message) {
        Reply reply = post(session(), message);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/message").asText()).isNotBlank().doesNotContain("Exception", "java.");
    }

    static Stream<String> odd() {
        return Stream.of(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"file:///etc/passwd\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"eyes4j://runs/../trace\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"x\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"loud\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/get\",\"params\":{\"name\":\"count\",\"arguments\":{\"thing\":7}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"completion/complete\",\"params\":{\"ref\":{\"type\":\"x\"}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"completion/complete\",\"params\":{\"ref\":7,\"argument\":[]}}");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("odd")
    void should_answer_an_odd_request_with_an_error_of_its_own(String message) {
        Reply reply = post(session(), message);

        assertThat(reply.status()).isEqualTo(200);
        JsonNode answer = event(reply.text());
        assertThat(answer.path("id").asInt()).isEqualTo(1);
        assertThat(answer.at("/error/code").asInt()).isIn(-32601, -32602, -32002);
        assertThat(answer.at("/error/message").asText()).isNotBlank().doesNotContain("Exception", "java.");
    }

    @Test
    void should_take_answers_nobody_waits_for_and_notifications_nobody_knows() {
        String session = session();
        for (String message : List.of(
                "{\"jsonrpc\":\"2.0\",\"id\":\"never\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/strange\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":{\"a\":1}}}")) {
            assertThat(post(session, message).status()).as(message).isEqualTo(202);
        }
    }

    @Test
    void should_tell_what_is_wrong_with_the_head_of_a_request() {
        String session = session();
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

        assertThat(post("", ping).status()).isEqualTo(400);
        assertThat(post("not-a-session", ping).status()).isEqualTo(404);
        assertThat(server.send(request(session)
                                .header("MCP-Protocol-Version", "1999-01-01")
                                .POST(BodyPublishers.ofString(ping)))
                        .status())
                .isEqualTo(400);
        assertThat(server.send(server.request("/mcp")
                                .header("Content-Type", "application/json")
                                .header("Accept", "application/json")
                                .header("Mcp-Session-Id", session)
                                .POST(BodyPublishers.ofString(ping)))
                        .status())
                .isEqualTo(406);
        assertThat(server.send(server.request("/mcp")
                                .header("Content-Type", "text/plain")
                                .header("Accept", "*/*")
                                .header("Mcp-Session-Id", session)
                                .POST(BodyPublishers.ofString(ping)))
                        .status())
                .isEqualTo(415);
        assertThat(server.send(request(session).PUT(BodyPublishers.ofString(ping)))
                        .status())
                .isEqualTo(405);
        assertThat(post(session, "{\"jsonrpc\":\"2.0\",\"method\":\"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(server.send(request(session)
                                .header("Origin", "https://evil.example")
                                .POST(BodyPublishers.ofString(ping)))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void should_end_a_session() {
        String session = session();

        assertThat(server.send(request(session).DELETE()).status()).isEqualTo(200);

        assertThat(post(session, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .status())
                .isEqualTo(404);
    }
}
