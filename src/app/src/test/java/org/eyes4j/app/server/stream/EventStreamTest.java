package org.eyes4j.app.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {
    @TempDir
    private Path home;

    /** A client that reads when it is told to. */
    private static Socket listen(TestServer server, String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(65536);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Ids of the events up to the last one of the run. */
    private static List<Long> ids(BufferedReader in) throws IOException {
        List<Long> ids = new ArrayList<>();
        boolean last = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("id: ")) {
                ids.add(Long.parseLong(line.substring(4)));
            }
            last |= line.equals("event: run.ended");
            if (last && line.isEmpty()) {
                break;
            }
        }
        assertThat(last).isTrue();
        return ids;
    }

    private static String begin(TestServer server, String order) {
        return server.post("/api/v1/runs", order).header("Location");
    }

    @Test
    void should_let_nobody_wait_for_a_client_that_does_not_read() throws IOException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (TestServer server = TestServer.start(home, ScriptedTool.tell(), ScriptedTool.hold(begun, go))) {
            String run = begin(server, "{\"kind\":\"call\",\"tool\":\"tell\",\"arguments\":{\"times\":20000}}");
            try (Socket idle = listen(server, run + "/events");
                    Socket eager = listen(server, run + "/events")) {
                List<Long> all = LongStream.rangeClosed(1, 20_003).boxed().toList();

                assertThat(ids(reader(eager))).isEqualTo(all);

                assertThat(server.get(run).json().get("status").textValue()).isEqualTo("done");
                assertThat(ids(reader(idle))).isEqualTo(all);
            }
        }
    }

    @Test
    void should_hold_no_thread_for_clients_that_listen() throws IOException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (TestServer server = TestServer.start(home, ScriptedTool.hold(begun, go))) {
            String run = begin(server, "{\"kind\":\"call\",\"tool\":\"hold\"}");
            begun.await();
            server.get(run);
            int before = Thread.getAllStackTraces().size();
            List<Socket> sockets = new ArrayList<>();
            List<BufferedReader> readers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Socket socket = listen(server, run + "/events");
                sockets.add(socket);
                BufferedReader in = reader(socket);
                assertThat(in.readLine()).contains("200");
                readers.add(in);
            }

            assertThat(Thread.getAllStackTraces().size() - before).isLessThan(20);
            EventStreams streams = server.beans(EventStreams.class).iterator().next();
            assertThat(streams.listening()).isEqualTo(500);
            assertThat(server.get("/api/v1/status").status()).isEqualTo(200);
            go.countDown();
            for (BufferedReader in : readers) {
                assertThat(ids(in)).containsExactly(1L, 2L, 3L);
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void should_end_streams_of_runs_that_go_on_when_the_server_ends() throws IOException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        TestServer server = TestServer.start(home, ScriptedTool.hold(begun, go));
        String run = begin(server, "{\"kind\":\"call\",\"tool\":\"hold\"}");
        begun.await();
        try (Socket socket = listen(server, run + "/events")) {
            BufferedReader in = reader(socket);
            assertThat(in.readLine()).contains("200");
            go.countDown();

            server.close();

            String line = in.readLine();
            while (line != null && !line.startsWith("HTTP/")) {
                line = in.readLine();
            }
            assertThat(line).isNull();
        }
    }
}
