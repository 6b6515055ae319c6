package org.eyes4j.app.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.service.Services;
import org.eyes4j.wiring.Eyes4j;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StdioServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOLD =
            "{\"jsonrpc\":\"2.0\",\"id\":\"h\",\"method\":\"tools/call\",\"params\":{\"name\":\"hold\"}}";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    private Eyes4j eyes4j;
    private Services services;
    private McpProtocol protocol;
    private OutputStream toServer;
    private BufferedReader fromServer;
    private Thread server;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        eyes4j = new Eyes4j(Map.of("EYES4J_HOME", home.toString()), true, Optional.empty());
        ScriptedTool hold = ScriptedTool.hold(begun, go);
        eyes4j.tools().register(ScriptedTool.echo());
        eyes4j.tools().register(new ScriptedTool(hold.specification(), (arguments, context) -> {
            try (var unused = context.cancellation().onRequest(cancelled::countDown)) {
                return hold.call(arguments, context);
            }
        }));
        services = Services.of(eyes4j, Services.Shelves.inMemory(eyes4j), Services.Limits.STANDARD);
        protocol = new McpProtocol(
                new EyesOffer(services, PictureFolders.none(eyes4j.pictureReader()), 512),
                "test",
                new McpProtocol.Limits(2, 100));
        PipedInputStream in = new PipedInputStream(1 << 20);
        PipedOutputStream out = new PipedOutputStream();
        toServer = new PipedOutputStream(in);
        fromServer =
                new BufferedReader(new InputStreamReader(new PipedInputStream(out, 1 << 20), StandardCharsets.UTF_8));
        server = new Thread(() -> new StdioServer(protocol, in, out, Duration.ofMillis(50)).serve());
        server.start();
        send("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
        assertThat(next().at("/result/serverInfo/version").asText()).isEqualTo("test");
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    @AfterEach
    void stop() throws Exception {
        go.countDown();
        toServer.close();
        server.join();
        protocol.close();
        services.close();
        eyes4j.close();
    }

    private void send(String line) throws IOException {
        toServer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        toServer.flush();
    }

    private JsonNode next() throws IOException {
        return JSON.readTree(fromServer.readLine());
    }

    @Test
    void should_cancel_what_runs_and_end_when_the_input_ends() throws Exception {
        send(HOLD);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        toServer.close();

        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
        server.join();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void should_answer_others_while_one_works_and_nothing_for_what_was_cancelled() throws Exception {
        send(HOLD);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        assertThat(next().path("id").asInt()).isEqualTo(1);

        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"h\"}}");

        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
        send(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\"still here\"}}}");
        JsonNode answer = next();
        assertThat(answer.path("id").asInt()).isEqualTo(2);
        assertThat(answer.at("/result/structuredContent/value").asText()).isEqualTo("still here");
    }

    @Test
    void should_send_away_what_is_too_much() throws Exception {
        send(HOLD);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        send(HOLD.replace("\"h\"", "\"second\""));
        send(HOLD.replace("\"h\"", "\"third\""));

        JsonNode answer = next();

        assertThat(answer.path("id").asText()).isEqualTo("third");
        assertThat(answer.at("/error/message").asText()).isEqualTo("2 requests work already; try again soon");
    }

    @Test
    void should_refuse_an_id_that_works_already() throws Exception {
        send(HOLD);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        send(HOLD);

        assertThat(next().at("/error/message").asText()).isEqualTo("A request of this id works already");
    }

    @Test
    void should_follow_the_tools_that_come_and_go() throws Exception {
        eyes4j.tools().unregister("echo");

        JsonNode told = next();
        assertThat(told.path("method").asText()).isEqualTo("notifications/tools/list_changed");
        send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}");
        assertThat(next().at("/result/tools").findValuesAsText("name"))
                .contains("hold")
                .doesNotContain("echo");
    }
}
