package org.eyes4j.app.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients at once. {@code -Deyes4j.load.seconds=60} has them go on for a minute. */
class ManyClientsTest {
    private static final int CLIENTS = 64;
    private static final int IDLE = 500;
    private static final int TOLD = 20;
    private static final long SECONDS = Long.getLong("eyes4j.load.seconds", 5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path home;

    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final CountDownLatch GO = new CountDownLatch(1);
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(home, ScriptedTool.echo(), ScriptedTool.tell(), ScriptedTool.hold(BEGUN, GO));
    }

    @AfterAll
    static void stop() {
        GO.countDown();
        server.close();
    }

    @Test
    void should_serve_64_clients_each_event_once_and_in_order() throws Exception {
        Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        AtomicInteger streams = new AtomicInteger();
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            all.add(clients.submit(() -> {
                for (int n = 0; System.nanoTime() < end; n++) {
                    if (n % 4 == 0) {
                        watch(statuses, faults, streams);
                    } else {
                        call(client + "-" + n, statuses, faults);
                    }
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        clients.shutdown();

        assertThat(faults).isEmpty();
        assertThat(statuses.keySet()).as("nothing but answers and shed load").isSubsetOf(200, 202, 429, 503);
        assertThat(statuses.get(200).get()).isGreaterThan(CLIENTS);
        assertThat(streams.get()).isGreaterThanOrEqualTo(4);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(CLIENTS + 300);
        assertThat(server.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private static void call(String text, Map<Integer, AtomicInteger> statuses, ConcurrentLinkedQueue<String> faults) {
        Reply reply = server.post("/api/v1/tools/echo", "{\"arguments\":{\"text\":\"" + text + "\"}}");
        count(reply, statuses);
        if (reply.status() == 200 && !reply.json().path("value").asText().equals(text)) {
            faults.add("asked for " + text + ", got " + reply.text());
        } else if (reply.status() != 200 && reply.header("Retry-After").isEmpty()) {
            faults.add("sent away without a time: " + reply.status() + " " + reply.text());
        }
    }

    /** Begins a run and reads its events, half of them with a break in the middle. */
    private static void watch(
            Map<Integer, AtomicInteger> statuses, ConcurrentLinkedQueue<String> faults, AtomicInteger streams) {
        Reply begun = server.post(
                "/api/v1/runs", "{\"kind\":\"call\",\"tool\":\"tell\",\"arguments\":{\"times\":" + TOLD + "}}");
        count(begun, statuses);
        if (begun.status() != 202) {
            return;
        }
        String id = begun.json().get("id").textValue();
        try {
            List<Long> seen = new ArrayList<>();
            boolean broken = streams.getAndIncrement() % 2 == 0;
            boolean over = patient(id, 0, broken ? 5 : Integer.MAX_VALUE, seen, statuses);
            if (!over && !seen.isEmpty()) {
                over = patient(id, seen.get(seen.size() - 1), Integer.MAX_VALUE, seen, statuses);
            }
            for (int i = 0; i < seen.size(); i++) {
                if (seen.get(i) != i + 1) {
                    faults.add("events of " + id + " came as " + seen);
                    return;
                }
            }
            if (!over || seen.size() < TOLD) {
                faults.add("events of " + id + " ended after " + seen);
            }
        } catch (IOException e) {
            faults.add("events of " + id + ": " + e);
        }
    }

    /** As {@link #read}, but a reader that was sent away, as a loaded server may, asks again. */
    private static boolean patient(
            String run, long after, int most, List<Long> seen, Map<Integer, AtomicInteger> statuses)
            throws IOException {
        while (true) {
            try {
                return read(run, after, most, seen);
            } catch (SentAway e) {
                statuses.computeIfAbsent(e.status, s -> new AtomicInteger()).incrementAndGet();
                try {
                    Thread.sleep(100);
                } catch (InterruptedException stopped) {
                    throw new IOException(stopped);
                }
            }
        }
    }

    /** Whether the run's end came. */
    private static boolean read(String run, long after, int most, List<Long> seen) throws IOException {
        try (Socket socket = open("/api/v1/runs/" + run + "/events", after)) {
            socket.setSoTimeout(60_000);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String first = lines.readLine();
            if (first == null || !first.contains(" 200")) {
                if (first != null && (first.contains(" 429") || first.contains(" 503"))) {
                    throw new SentAway(Integer.parseInt(first.split(" ")[1]));
                }
                throw new IOException("asked after " + after + ", got " + first);
            }
            String type = "";
            int read = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    JsonNode data = JSON.readTree(line.substring(6));
                    seen.add(data.get("seq").longValue());
                    if (type.equals("run.ended")) {
                        return true;
                    } else if (++read >= most) {
                        return false;
                    }
                }
            }
            return false;
        }
    }

    /** The server shed this reader. */
    private static final class SentAway extends IOException {
        private static final long serialVersionUID = 1;

        final int status;

        SentAway(int status) {
            super("status " + status);
            this.status = status;
        }
    }

    private static Socket open(String path, long after) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        String request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\nLast-Event-ID: "
                + after + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void count(Reply reply, Map<Integer, AtomicInteger> statuses) {
        statuses.computeIfAbsent(reply.status(), s -> new AtomicInteger()).incrementAndGet();
    }

    @Test
    void should_hold_500_listeners_and_one_that_never_reads_without_a_thread_for_any() throws Exception {
        String waiting = server.post("/api/v1/runs", "{\"kind\":\"call\",\"tool\":\"hold\",\"arguments\":{}}")
                .json()
                .get("id")
                .textValue();
        BEGUN.await();
        String chatty = server.post(
                        "/api/v1/runs?wait=60", "{\"kind\":\"call\",\"tool\":\"tell\",\"arguments\":{\"times\":2000}}")
                .json()
                .get("id")
                .textValue();
        int before = ManagementFactory.getThreadMXBean().getThreadCount();
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(open("/api/v1/runs/" + waiting + "/events", 0));
            }
            for (int i = 0; i < 20; i++) {
                // Some 600 kB each that nobody ever reads.
                idle.add(open("/api/v1/runs/" + chatty + "/events", 0));
            }
            for (Socket socket : idle.subList(0, IDLE)) {
                socket.setSoTimeout(30_000);
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }

            assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
                    .as("the pool of 200 that every request passes, and no more")
                    .isLessThan(before + 210);
            List<Long> seen = new ArrayList<>();
            assertThat(read(chatty, 0, Integer.MAX_VALUE, seen)).isTrue();
            assertThat(seen).hasSizeGreaterThan(2000);
            assertThat(server.post("/api/v1/tools/echo", "{\"arguments\":{\"text\":\"still here\"}}")
                            .status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }
}
