package org.eyes4j.vision.remote;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxSettings;

/**
 * A server of the Open Inference Protocol on this machine's loopback, made from the protocol's description for tests and
 * benchmarks: HTTP with binary tensors, and gRPC. Its own program: {@code OipServer THREADS NAME=FILE.onnx…} tells both ports in
 * one line and serves until its standard input ends.
 */
public final class OipServer implements AutoCloseable {
    /** The models that are served. */
    static final class Models implements AutoCloseable {
        private final OnnxEngine engine;
        private final Map<String, OnnxModel> byName = new LinkedHashMap<>();

        Models(int threads, Map<String, Path> files) {
            OnnxSettings settings = OnnxSettings.defaults();
            this.engine = new OnnxEngine(threads > 0 ? settings.withThreads(threads) : settings);
            // As an expert opens a model of less than 200 MiB.
            files.forEach((name, file) -> byName.put(name, engine.smallModel(file)));
        }

        OnnxModel find(String name) {
            OnnxModel model = byName.get(name);
            if (model == null) {
                throw new IllegalArgumentException("Request for unknown model: '" + name + "' is not found");
            }
            return model;
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private final Models models;
    private final OipHttpServer http;
    private final Server grpc;

    public OipServer(int threads, Map<String, Path> files) throws IOException {
        this.models = new Models(threads, files);
        this.http = new OipHttpServer(models);
        OipGrpcAnswers answers = new OipGrpcAnswers(models);
        this.grpc = grpc(
                Map.of("ModelMetadata", answers::metadata, "ModelInfer", answers::infer, "ServerLive", answers::yes));
    }

    public int httpPort() {
        return http.port();
    }

    public int grpcPort() {
        return grpc.getPort();
    }

    @Override
    public void close() {
        http.close();
        grpc.shutdownNow();
        models.close();
    }

    /** A gRPC server of the protocol's service, whose methods are functions of bytes. */
    static Server grpc(Map<String, Function<byte[], byte[]>> methods) throws IOException {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder("inference.GRPCInferenceService");
        methods.forEach((name, answer) -> service.addMethod(
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("inference.GRPCInferenceService/" + name)
                        .setRequestMarshaller(new Bytes())
                        .setResponseMarshaller(new Bytes())
                        .build(),
                new Unary(answer)));
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .flowControlWindow(8 << 20)
                .maxInboundMessageSize(1 << 30)
                .addService(service.build())
                .build()
                .start();
    }

    private record Unary(Function<byte[], byte[]> answer) implements ServerCallHandler<byte[], byte[]> {
        @Override
        public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
            call.request(2);
            return new ServerCall.Listener<>() {
                private byte[] message = {};

                @Override
                public void onMessage(byte[] received) {
                    message = received;
                }

                @Override
                public void onHalfClose() {
                    try {
                        byte[] bytes = answer.apply(message);
                        call.sendHeaders(new Metadata());
                        call.sendMessage(bytes);
                        call.close(Status.OK, new Metadata());
                    } catch (io.grpc.StatusRuntimeException e) {
                        call.close(e.getStatus(), new Metadata());
                    } catch (IllegalArgumentException e) {
                        call.close(Status.NOT_FOUND.withDescription(e.getMessage()), new Metadata());
                    } catch (RuntimeException e) {
                        call.close(Status.INTERNAL.withDescription(e.getMessage()), new Metadata());
                    }
                }
            };
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        Map<String, Path> files = new LinkedHashMap<>();
        for (int i = 1; i < args.length; i++) {
            int sign = args[i].indexOf('=');
            files.put(args[i].substring(0, sign), Path.of(args[i].substring(sign + 1)));
        }
        try (OipServer server = new OipServer(Integer.parseInt(args[0]), files)) {
            System.out.println(server.httpPort() + " " + server.grpcPort());
            while (System.in.read() >= 0) {
                // Serves on.
            }
            server.grpc.shutdownNow();
            boolean unused = server.grpc.awaitTermination(5, TimeUnit.SECONDS);
        }
        System.exit(0);
    }
}
