package org.eyes4j.vision.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.eyes4j.vision.remote.ScriptedOip.binary;
import static org.eyes4j.vision.remote.ScriptedOip.limits;
import static org.eyes4j.vision.remote.ScriptedOip.output;
import static org.eyes4j.vision.remote.ScriptedOip.send;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.model.RemoteGraph.Protocol;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.OnnxException.Kind;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpFaultsTest {
    private static final Tensor X = Tensor.of(new float[] {1, 2}, 1, 2);
    private static final RemoteGraph.Limits ONCE = limits(Duration.ofSeconds(20), 0, 1 << 20);

    private final OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults());
    private final RemoteGraphs remotes = new RemoteGraphs(Map.of(), false);
    private ScriptedOip server;

    @BeforeEach
    void begin() throws IOException {
        server = new ScriptedOip();
    }

    @AfterEach
    void end() {
        remotes.close();
        engine.close();
        server.close();
    }

    @Test
    void should_read_binary_outputs() {
        server.answering(binary(output("y", "FP32", "[1, 2]", 8), 3, 4));

        assertThat(run(server.graph())).isEqualTo(Tensor.of(new float[] {3, 4}, 1, 2));
    }

    @Test
    void should_read_numbers_in_json() {
        server.answering(json("{\"outputs\": [{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [2, 2],"
                + " \"data\": [[1, 2.5], [3, -4]]}]}"));

        assertThat(run(server.graph())).isEqualTo(Tensor.of(new float[] {1, 2.5f, 3, -4}, 2, 2));
    }

    @Test
    void should_feed_and_read_half_precision_as_whole() {
        server.describing(ScriptedOip.METADATA.replace("FP32", "FP16")).answering(exchange -> {
            byte[] head = output("y", "FP16", "[1, 2]", 4).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Inference-Header-Content-Length", Integer.toString(head.length));
            byte[] body = java.util.Arrays.copyOf(head, head.length + 4);
            // 1.0 and -2.0
            body[head.length + 1] = 0x3c;
            body[head.length + 3] = (byte) 0xc0;
            send(exchange, 200, body);
        });

        assertThat(run(server.graph())).isEqualTo(Tensor.of(new float[] {1, -2}, 1, 2));
    }

    @Test
    void should_call_inputs_and_outputs_as_the_server_does() {
        server.describing(ScriptedOip.METADATA.replace("\"x\"", "\"INPUT__0\"").replace("\"y\"", "\"OUTPUT__0\""))
                .answering(binary(output("OUTPUT__0", "FP32", "[1, 2]", 8), 5, 6));
        RemoteGraph named = new RemoteGraph(
                "m.onnx",
                server.url(),
                Protocol.HTTP,
                "m",
                "",
                Map.of("x", "INPUT__0", "y", "OUTPUT__0"),
                RemoteGraph.Access.NONE,
                ONCE);

        assertThat(run(named)).isEqualTo(Tensor.of(new float[] {5, 6}, 1, 2));
    }

    @Test
    void should_refuse_what_does_not_fit_before_it_travels() {
        OnnxException fault = catchThrowableOfType(
                OnnxException.class,
                () -> model(server.graph()).run(Map.of("x", Tensor.of(new long[] {1}, 1), "z", X)));

        assertThat(fault.kind()).isEqualTo(Kind.BAD_INPUT);
        assertThat(fault)
                .hasMessage(
                        "Model " + name() + " cannot run: input \"x\" must be float32, got int64[1]; there is no input"
                                + " \"z\". Its inputs: x float32[?, 2]. Its outputs: y float32[?, 2]");
        assertThat(server.runs()).isZero();
    }

    @Test
    void should_tell_of_wrong_shapes_types_and_missing_outputs() {
        server.answering(binary(output("y", "FP32", "[1, 3]", 12), 1, 2, 3));
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(name() + ": expected output y float32[?, 2] as it declared, found FP32[1, 3]");

        server.answering(binary(output("y", "INT32", "[1, 2]", 8), 1, 2));
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(name() + ": expected output y float32[?, 2] as it declared, found INT32[1, 2]");

        server.answering(binary(output("z", "FP32", "[1, 2]", 8), 1, 2));
        assertThat(fault(Kind.RUN_FAILED)).isEqualTo(name() + ": expected output \"y\" in its answer, found only z");

        server.answering(binary(output("y", "FP32", "[2, 2]", 8), 1, 2));
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(name() + ": output \"y\" cannot be: A float32[2, 2] tensor takes 16 bytes, got 8");
    }

    @Test
    void should_tell_of_bytes_that_are_cut_off_or_too_many() {
        server.answering(binary(output("y", "FP32", "[1, 2]", 8), 1));
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(at() + ": expected 8 bytes of output \"y\", found 4: its answer is cut off");

        server.answering(binary(output("y", "FP32", "[1, 2]", 8), 1, 2, 3));
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(at() + ": expected 8 bytes of outputs behind the JSON of its answer, found 12");

        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("the server goes");
        });
        assertThat(fault(Kind.UNREACHABLE)).startsWith(at() + " broke off: ");
    }

    @Test
    void should_tell_of_what_is_no_json() {
        server.answering(json("<html>\u0007no</html>"));
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(at() + ": expected a JSON object of the Open Inference Protocol, found `<html> no</html>`");

        server.answering(json("{\"outputs\": [{\"name\": \"y\", \"datatype\": \"FP32\", \"data\": [\"NaN\", 1]}]}"));
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(
                        at() + ": expected output \"y\" as bytes, or as numbers of type FP32 in `data`, found something"
                                + " else");

        server.answering(exchange -> {
            exchange.getResponseHeaders().add("Inference-Header-Content-Length", "9999");
            send(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(at()
                        + ": expected Inference-Header-Content-Length of at most 2 bytes, which came, found `9999`");
    }

    @Test
    void should_refuse_answers_that_are_too_large_told_or_not() {
        server.answering(exchange -> send(exchange, 200, new byte[3 << 20]));
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(
                        at() + ": expected an answer of at most 1.0 MB (`max_answer`), found at least 3145728 bytes");

        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 64; i++) {
                exchange.getResponseBody().write(new byte[1 << 20]);
            }
        });
        assertThat(fault(Kind.RUN_FAILED))
                .startsWith(at() + ": expected an answer of at most 1.0 MB (`max_answer`), found at least ");
    }

    @Test
    void should_come_back_when_it_was_asked_to() {
        AtomicInteger asked = new AtomicInteger();
        server.answering(exchange -> {
            if (asked.getAndIncrement() == 0) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                send(exchange, 503, new byte[0]);
            } else {
                binary(output("y", "FP32", "[1, 2]", 8), 7, 8).to(exchange);
            }
        });

        assertThat(run(server.graph())).isEqualTo(Tensor.of(new float[] {7, 8}, 1, 2));
        assertThat(server.runs()).isEqualTo(2);
    }

    @Test
    void should_not_come_back_later_than_its_time_allows() {
        server.answering(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            send(exchange, 503, "{\"error\": \"loading\"}".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(fault(server.graph(), Kind.UNREACHABLE)).isEqualTo(at() + " answered 503: loading");
        assertThat(server.runs()).isEqualTo(1);
    }

    @Test
    void should_follow_no_redirect() throws IOException {
        try (ScriptedOip other = new ScriptedOip()) {
            server.answering(exchange -> {
                exchange.getResponseHeaders().add("Location", other.url() + "/v2/models/m/infer");
                send(exchange, 307, new byte[0]);
            });

            assertThat(fault(Kind.RUN_FAILED))
                    .isEqualTo(at() + " answered 307, a redirect to " + other.url()
                            + ". Redirects are never followed; if it moved, name its new address in the manifest");
            assertThat(other.runs()).isZero();
        }
    }

    @Test
    void should_end_when_it_takes_too_long() {
        OnnxModel model = model(server.graph(limits(Duration.ofMillis(300), 0, 1 << 20)));
        server.answering(server.hang(new CountDownLatch(1)));

        OnnxException fault = catchThrowableOfType(OnnxException.class, () -> model.run(Map.of("x", X)));

        assertThat(fault.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(fault).hasMessage(at() + " did not answer within 300 ms (`timeout`)");
    }

    @Test
    void should_end_when_it_is_cancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        OnnxModel model = model(server.graph());
        server.answering(server.hang(begun));
        Cancellation cancellation = new Cancellation();
        CompletableFuture<OnnxException> run = CompletableFuture.supplyAsync(() ->
                catchThrowableOfType(OnnxException.class, () -> model.run(Map.of("x", X), List.of(), cancellation)));
        begun.await();

        cancellation.request();

        assertThat(run.get().kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void should_tell_of_a_server_that_is_gone() {
        OnnxModel model = model(server.graph(ONCE));
        model.load();
        server.close();

        OnnxException fault = catchThrowableOfType(OnnxException.class, () -> model.run(Map.of("x", X)));

        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.getMessage()).startsWith(at());
    }

    @Test
    void should_tell_of_elements_that_it_does_not_know_and_of_unknown_models() {
        server.describing(ScriptedOip.METADATA.replace("FP32", "BYTES"));
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(
                        name() + ": input \"x\" holds BYTES elements; eyes4j feeds and reads FP32, FP16, INT64, INT32,"
                                + " INT8, UINT8 and BOOL");

        RemoteGraph unknown =
                new RemoteGraph("", server.url(), Protocol.HTTP, "other", "2", Map.of(), RemoteGraph.Access.NONE, ONCE);
        assertThat(fault(unknown, Kind.MISCONFIGURED))
                .startsWith(at() + " answered 404")
                .endsWith(". Check the address, the names and the version in the manifest");
    }

    @Test
    void should_ask_nobody_outside_in_offline_mode_and_no_one_whose_name_leads_here() {
        RemoteGraph far = ScriptedOip.graph(URI.create("https://gpu.example:8000"), Protocol.HTTP, ONCE);
        OnnxException offline =
                catchThrowableOfType(OnnxException.class, () -> new RemoteGraphs(Map.of(), true).open(far));
        assertThat(offline.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(offline).hasMessageContaining("offline mode is on");

        assertThat(catchThrowableOfType(
                        RemoteException.class, () -> Hosts.check("here", URI.create("http://[::ffff:127.0.0.1]:80"))))
                .hasMessageContaining("leads to 127.0.0.1");
    }

    @Test
    void should_send_a_secret_of_the_environment_and_show_it_nowhere() {
        server.answering(exchange ->
                send(exchange, 401, "{\"error\": \"hunter2-hunter2 is wrong\"}".getBytes(StandardCharsets.UTF_8)));
        RemoteGraph secret = new RemoteGraph(
                "",
                server.url(),
                Protocol.HTTP,
                "m",
                "",
                Map.of(),
                new RemoteGraph.Access("GPU_TOKEN", Map.of(), Optional.empty()),
                ONCE);
        try (RemoteGraphs own = new RemoteGraphs(Map.of("GPU_TOKEN", "hunter2-hunter2"), true)) {
            OnnxModel model = engine.distant(Path.of("secret"), own.open(secret));
            OnnxException fault = catchThrowableOfType(OnnxException.class, () -> model.run(Map.of("x", X)));

            assertThat(server.authorization()).isEqualTo("Bearer hunter2-hunter2");
            assertThat(fault.kind()).isEqualTo(Kind.MISCONFIGURED);
            assertThat(fault)
                    .hasMessage(
                            at() + " answered 401: [hidden] is wrong. It wants a login, or another one: `token` names"
                                    + " the environment variable of a token");
        }
        assertThat(catchThrowableOfType(OnnxException.class, () -> remotes.open(secret)))
                .hasMessage(
                        at() + " wants a secret: expected it in the environment variable GPU_TOKEN, which is not set."
                                + " Set GPU_TOKEN and start again");
    }

    private static ScriptedOip.Answer json(String body) {
        return exchange -> send(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    private String at() {
        return server.url() + " (http)";
    }

    private String name() {
        return "m at " + at();
    }

    private OnnxModel model(RemoteGraph graph) {
        return engine.distant(Path.of("m.onnx"), remotes.open(graph));
    }

    private Tensor run(RemoteGraph graph) {
        return model(graph).run(Map.of("x", X)).get("y");
    }

    private String fault(Kind kind) {
        return fault(server.graph(ONCE), kind);
    }

    private String fault(RemoteGraph graph, Kind kind) {
        OnnxException fault =
                catchThrowableOfType(OnnxException.class, () -> model(graph).run(Map.of("x", X)));
        assertThat(fault.kind()).describedAs(String.valueOf(fault.getMessage())).isEqualTo(kind);
        return String.valueOf(fault.getMessage());
    }
}
