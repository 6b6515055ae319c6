package org.eyes4j.app.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that works until it is told to stop, or let go. */
class ConnectionWatchTest {
    private static final String CALL = "{\"arguments\":{}}";

    private static final BlockingQueue<String> TOLD = new LinkedBlockingQueue<>();
    private static final BlockingQueue<String> GO = new LinkedBlockingQueue<>();
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = TestServer.start(
                home,
                new ScriptedTool(
                        ToolSpecification.named("work")
                                .describedAs("Works until told to stop.")
                                .gives(Kind.TEXT, "how it ended"),
                        (arguments, context) -> {
                            TOLD.add("begun");
                            context.cancellation().onRequest(() -> GO.add("stop"));
                            try {
                                String how = GO.take();
                                TOLD.add(how);
                                return ToolResult.of(new Value.Text(how));
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        }));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        TOLD.clear();
        GO.clear();
    }

    @Test
    void should_stop_work_whose_client_goes() throws Exception {
        try (Socket client = connect()) {
            post(client, "/api/v1/tools/work");
            assertThat(TOLD.poll(10, TimeUnit.SECONDS)).isEqualTo("begun");
        }

        assertThat(TOLD.poll(10, TimeUnit.SECONDS)).isEqualTo("stop");
    }

    @Test
    void should_stop_work_whose_client_resets_the_connection() throws Exception {
        try (Socket client = connect()) {
            client.setSoLinger(true, 0);
            post(client, "/api/v1/tools/work");
            assertThat(TOLD.poll(10, TimeUnit.SECONDS)).isEqualTo("begun");
        }

        assertThat(TOLD.poll(10, TimeUnit.SECONDS)).isEqualTo("stop");
    }

    @Test
    void should_leave_alone_what_a_waiting_client_sends_next() throws Exception {
        try (Socket client = connect()) {
            post(client, "/api/v1/tools/work");
            assertThat(TOLD.poll(10, TimeUnit.SECONDS)).isEqualTo("begun");
            // The next request comes while the first is worked on, in two pieces and some looks apart.
            client.getOutputStream().write("GET /api/v1/to".getBytes(StandardCharsets.US_ASCII));
            assertThat(TOLD.poll(600, TimeUnit.MILLISECONDS)).isNull();
            client.getOutputStream()
                    .write("ols HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            GO.add("done");

            String both = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(both)
                    .startsWith("HTTP/1.1 200")
                    .contains("\"value\":\"done\"")
                    .contains("\"tools\":[");
            assertThat(both.split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    @Test
    void should_not_stop_the_next_request_of_a_connection_for_the_last() throws Exception {
        try (Socket client = connect()) {
            for (int i = 0; i < 3; i++) {
                post(client, "/api/v1/tools/work");
                assertThat(TOLD.poll(10, TimeUnit.SECONDS)).isEqualTo("begun");
                GO.add("done " + i);
                assertThat(TOLD.poll(10, TimeUnit.SECONDS)).isEqualTo("done " + i);
                assertThat(answer(client)).contains("\"value\":\"done " + i + "\"");
            }
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void post(Socket client, String path) throws IOException {
        client.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + CALL.length() + "\r\n\r\n" + CALL)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** What comes until the end of a chunked or measured JSON answer. */
    private static String answer(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!text.toString().contains("\"warnings\":[]}")
                || (text.toString().contains("chunked") && !text.toString().endsWith("0\r\n\r\n"))) {
            int n = in.read(buffer);
            if (n < 0) {
                break;
            }
            text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
