package org.eyes4j.vision.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.eyes4j.vision.remote.ScriptedOip.limits;

import io.grpc.Server;
import io.grpc.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
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

class GrpcFaultsTest {
    private static final Tensor X = Tensor.of(new float[] {1, 2}, 1, 2);
    private static final RemoteGraph.Limits ONCE = limits(Duration.ofSeconds(20), 0, 1 << 20);

    private final OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults());
    private final RemoteGraphs remotes = new RemoteGraphs(Map.of(), true);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Function<byte[], byte[]> answer = request -> request;
    private Server server;
    private int port;

    @BeforeEach
    void begin() throws IOException {
        server = OipServer.grpc(Map.of("ModelMetadata", request -> metadata(), "ModelInfer", r -> answer.apply(r)));
        port = server.getPort();
    }

    @AfterEach
    void end() {
        over.countDown();
        remotes.close();
        engine.close();
        server.shutdownNow();
    }

    @Test
    void should_read_raw_and_typed_contents() {
        answer = request -> response(output("y", "FP32", 1, 2), 3, 4);
        assertThat(run()).isEqualTo(Tensor.of(new float[] {3, 4}, 1, 2));

        answer = request -> new ProtoWriter()
                .message(5, output("y", "FP32", 1, 2).message(5, new ProtoWriter().bytes(6, floats(5, 6))))
                .toByteArray();
        assertThat(run()).isEqualTo(Tensor.of(new float[] {5, 6}, 1, 2));
    }

    @Test
    void should_tell_of_wrong_shapes_missing_outputs_and_cut_bytes() {
        answer = request -> response(output("y", "FP32", 1, 3), 1, 2, 3);
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo("m at " + at() + ": expected output y float32[?, 2] as it declared, found FP32[1, 3]");

        answer = request -> response(output("z", "FP32", 1, 2), 1, 2);
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo("m at " + at() + ": expected output \"y\" in its answer, found only z");

        answer = request -> response(output("y", "FP32", 1, 2), 1);
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo("m at " + at() + ": output \"y\" cannot be: A float32[1, 2] tensor takes 8 bytes, got 4");

        answer = request -> new byte[] {0x32, 0x7f, 1};
        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(at() + ": expected a ModelInferResponse, found field 6 of 127 bytes, of which 1 came");
    }

    @Test
    void should_refuse_answers_that_are_too_large() {
        answer = request -> new byte[2 << 20];

        assertThat(fault(Kind.RUN_FAILED))
                .isEqualTo(at() + ": expected an answer of at most 1.0 MB (`max_answer`), found more");
    }

    @Test
    void should_ask_again_what_is_not_available_for_a_moment() {
        AtomicInteger asked = new AtomicInteger();
        answer = request -> {
            if (asked.getAndIncrement() == 0) {
                throw Status.UNAVAILABLE.withDescription("loading").asRuntimeException();
            }
            return response(output("y", "FP32", 1, 2), 7, 8);
        };

        assertThat(model(RemoteGraph.Limits.DEFAULT).run(Map.of("x", X)).get("y"))
                .isEqualTo(Tensor.of(new float[] {7, 8}, 1, 2));
        assertThat(asked).hasValue(2);
    }

    @Test
    void should_tell_what_a_server_says() {
        answer = request -> {
            throw Status.NOT_FOUND.withDescription("no model m").asRuntimeException();
        };
        assertThat(fault(Kind.MISCONFIGURED))
                .isEqualTo(at() + " answered NOT_FOUND: no model m. Check the address, the names and the version in the"
                        + " manifest");

        answer = request -> {
            throw Status.UNAUTHENTICATED.asRuntimeException();
        };
        assertThat(fault(Kind.MISCONFIGURED)).startsWith(at() + " answered UNAUTHENTICATED. It wants a login");
    }

    @Test
    void should_end_when_it_takes_too_long_or_is_cancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        answer = request -> {
            begun.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return request;
        };
        OnnxModel brief = model(limits(Duration.ofMillis(500), 0, 1 << 20));
        OnnxException late = catchThrowableOfType(OnnxException.class, () -> brief.run(Map.of("x", X)));
        assertThat(late.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(late).hasMessage(at() + " did not answer within 500 ms (`timeout`)");

        OnnxModel patient = model(ONCE);
        Cancellation cancellation = new Cancellation();
        CompletableFuture<OnnxException> run = CompletableFuture.supplyAsync(() ->
                catchThrowableOfType(OnnxException.class, () -> patient.run(Map.of("x", X), List.of(), cancellation)));
        begun.await();
        cancellation.request();
        assertThat(run.get().kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void should_tell_of_a_server_that_is_gone() throws Exception {
        OnnxModel model = model(ONCE);
        model.load();
        server.shutdownNow().awaitTermination();

        OnnxException fault = catchThrowableOfType(OnnxException.class, () -> model.run(Map.of("x", X)));

        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.getMessage()).startsWith(at() + " did not answer: ").endsWith(". Is it running there?");
    }

    private static byte[] metadata() {
        return new ProtoWriter()
                .text(1, "m")
                .message(4, port("x"))
                .message(5, port("y"))
                .toByteArray();
    }

    private static ProtoWriter port(String name) {
        return new ProtoWriter().text(1, name).text(2, "FP32").numbers(3, List.of(-1L, 2L));
    }

    private static ProtoWriter output(String name, String datatype, long... shape) {
        return new ProtoWriter()
                .text(1, name)
                .text(2, datatype)
                .numbers(3, java.util.Arrays.stream(shape).boxed().toList());
    }

    private static byte[] response(ProtoWriter output, float... values) {
        return new ProtoWriter().message(5, output).bytes(6, floats(values)).toByteArray();
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private String at() {
        return url() + " (grpc)";
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private OnnxModel model(RemoteGraph.Limits limits) {
        return engine.distant(Path.of("m.onnx"), remotes.open(ScriptedOip.graph(url(), Protocol.GRPC, limits)));
    }

    private Tensor run() {
        return model(ONCE).run(Map.of("x", X)).get("y");
    }

    private String fault(Kind kind) {
        OnnxException fault =
                catchThrowableOfType(OnnxException.class, () -> model(ONCE).run(Map.of("x", X)));
        assertThat(fault.kind()).describedAs(String.valueOf(fault.getMessage())).isEqualTo(kind);
        return String.valueOf(fault.getMessage());
    }
}
