package org.eyes4j.app.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /mcp} where keys are asked for. */
class McpKeysTest {
    private static final ApiKey READER = ApiKey.random();
    private static final ApiKey CALLER = ApiKey.random();
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    private static final String ECHO =
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\"hello\"}}}";

    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = TestServer.at(
                home,
                Map.of(
                        "eyes4j.server.security.keys[0].name",
                        "reader",
                        "eyes4j.server.security.keys[0].hash",
                        READER.hash(),
                        "eyes4j.server.security.keys[1].name",
                        "caller",
                        "eyes4j.server.security.keys[1].hash",
                        CALLER.hash(),
                        "eyes4j.server.security.keys[1].scopes",
                        "call",
                        "eyes4j.server.mcp.sessions",
                        3),
                ScriptedTool.echo());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Reply post(ApiKey key, String session, String message) {
        var request = server.request("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + key.text());
        return server.send((session.isEmpty() ? request : request.header("Mcp-Session-Id", session))
                .POST(BodyPublishers.ofString(message)));
    }

    private static String session(ApiKey key) {
        return post(key, "", INITIALIZE).header("Mcp-Session-Id");
    }

    @Test
    void should_keep_sessions_to_those_who_began_them_and_calls_to_those_who_may() {
        String callers = session(CALLER);
        String readers = session(READER);

        assertThat(post(CALLER, callers, ECHO).text()).contains("\"value\":\"hello\"");
        assertThat(post(READER, callers, ECHO).status()).isEqualTo(404);
        assertThat(post(READER, readers, ECHO).text())
                .contains("\"isError\":true", "'reader' may not do this: it needs the scope call");
        assertThat(post(READER, readers, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}")
                        .text())
                .contains("\"name\":\"echo\"");

        assertThat(session(CALLER)).isNotEmpty();
        Reply full = post(CALLER, "", INITIALIZE);
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.header("Retry-After")).isEqualTo("30");
        assertThat(full.json().at("/error/message").asText())
                .isEqualTo("3 MCP clients are connected already; try again later");
    }

    @Test
    void should_ask_for_a_key() {
        Reply reply = server.send(server.request("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(INITIALIZE)));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).contains("Bearer");
    }
}
