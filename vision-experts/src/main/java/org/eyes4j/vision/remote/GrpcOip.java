package org.eyes4j.vision.remote;

import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.Drainable;
import io.grpc.InsecureChannelCredentials;
import io.grpc.KnownLength;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.network.Loopback;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.remote.RemoteException.Kind;
import org.jspecify.annotations.Nullable;

/** The protocol over gRPC, on one connection. */
final class GrpcOip implements OipClient {
    private static final String SERVICE = "inference.GRPCInferenceService";
    private static final int WINDOW = 8 << 20;
    private static final MethodDescriptor<byte[], byte[]> METADATA = method("ModelMetadata");
    private static final MethodDescriptor<byte[], byte[]> INFER = method("ModelInfer");

    private final Endpoint endpoint;
    private final RemoteGraph where;
    private final Credentials credentials;
    private @Nullable ManagedChannel channel;
    private boolean closed;

    GrpcOip(Endpoint endpoint, RemoteGraph where, Map<String, String> environment) {
        this.endpoint = endpoint;
        this.where = where;
        this.credentials = Credentials.of(endpoint.name(), where.access(), environment);
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .setIdempotent(true)
                .build();
    }

    @Override
    public OipClient.Ports metadata(long deadline, Cancellation cancellation) {
        byte[] answer = ask(METADATA, OipMessages.metadataRequest(where), deadline, cancellation);
        try {
            return OipMessages.metadata(answer);
        } catch (ProtoReader.MalformedException e) {
            throw malformed("ModelMetadataResponse", e);
        }
    }

    @Override
    public List<OipTensor> infer(
            List<OipInput> inputs, Collection<String> wanted, long deadline, Cancellation cancellation) {
        byte[] answer = ask(INFER, OipMessages.inferRequest(where, inputs, wanted), deadline, cancellation);
        try {
            return OipMessages.inferResponse(answer);
        } catch (ProtoReader.MalformedException e) {
            throw malformed("ModelInferResponse", e);
        }
    }

    private RemoteException malformed(String message, ProtoReader.MalformedException e) {
        return new RemoteException(
                Kind.WRONG_ANSWER, endpoint.name() + ": expected a " + message + ", found " + e.getMessage());
    }

    private byte[] ask(
            MethodDescriptor<byte[], byte[]> method, byte[] request, long deadline, Cancellation cancellation) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw endpoint.late();
        }
        Hosts.check(endpoint.name(), where.url());
        ManagedChannel open = channel();
        ClientCall<byte[], byte[]> call = open.newCall(
                method,
                CallOptions.DEFAULT
                        .withDeadlineAfter(left, TimeUnit.NANOSECONDS)
                        .withMaxInboundMessageSize((int) endpoint.limits().maxAnswer()));
        Answer answer = new Answer();
        call.start(answer, headers());
        try (Cancellation.Registration stop = cancellation.onRequest(() -> call.cancel("cancelled", null))) {
            call.request(2);
            call.sendMessage(request);
            call.halfClose();
            return answer.coming.get();
        } catch (InterruptedException e) {
            call.cancel("interrupted", e);
            Thread.currentThread().interrupt();
            throw endpoint.cancelled();
        } catch (ExecutionException e) {
            if (cancellation.isRequested()) {
                throw endpoint.cancelled();
            }
            // What broke off is connected anew at once when it is tried again, and not only after gRPC's own pause.
            open.resetConnectBackoff();
            throw fault(Status.fromThrowable(e));
        }
    }

    private Metadata headers() {
        Metadata headers = new Metadata();
        credentials
                .headers()
                .forEach((name, value) -> headers.put(
                        Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER), value));
        return headers;
    }

    private RemoteException fault(Status status) {
        String reason =
                credentials.shown(Optional.ofNullable(status.getDescription()).orElse(""));
        String told = endpoint.name() + " answered " + status.getCode() + (reason.isEmpty() ? "" : ": " + reason);
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED -> endpoint.late();
            case UNAVAILABLE ->
                where.access().ca().isPresent() || where.url().getScheme().equals("https")
                        ? RemoteException.passing(told + untrusted(status), Optional.empty(), status.asException())
                        : RemoteException.passing(
                                endpoint.name() + " did not answer: " + (reason.isEmpty() ? "no connection" : reason)
                                        + ". Is it running there?",
                                Optional.empty(),
                                status.asException());
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                new RemoteException(
                        Kind.MISCONFIGURED,
                        told + ". It wants a login, or another one: `token` names the environment variable of a token");
            case NOT_FOUND, UNIMPLEMENTED ->
                new RemoteException(
                        Kind.MISCONFIGURED, told + ". Check the address, the names and the version in the manifest");
            case RESOURCE_EXHAUSTED ->
                reason.contains("exceeds maximum size")
                        ? new RemoteException(
                                Kind.WRONG_ANSWER,
                                endpoint.name() + ": expected an answer of at most "
                                        + Quantity.human(endpoint.limits().maxAnswer()) + " (`max_answer`), found more")
                        : RemoteException.passing(told, Optional.empty(), status.asException());
            case INVALID_ARGUMENT -> new RemoteException(Kind.REFUSED, told, status.asException());
            default -> new RemoteException(Kind.WRONG_ANSWER, told, status.asException());
        };
    }

    private static String untrusted(Status status) {
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof javax.net.ssl.SSLException) {
                return ". It cannot be trusted; where it has a certificate of your own, name the authority's PEM file at"
                        + " `ca`";
            }
        }
        return "";
    }

    private synchronized ManagedChannel channel() {
        if (closed) {
            throw new RemoteException(
                    Kind.UNREACHABLE, endpoint.name() + " is not asked any more: its plugin is closed");
        }
        ManagedChannel made = channel;
        if (made == null) {
            boolean secure = where.url().getScheme().equals("https");
            int port = where.url().getPort() < 0
                    ? (secure ? 443 : 80)
                    : where.url().getPort();
            String host = where.url().getHost().replaceAll("[\\[\\]]", "");
            NettyChannelBuilder builder = NettyChannelBuilder.forAddress(host, port, trust(secure))
                    // A run's answer is read where it comes in: another thread would only be waited for.
                    .directExecutor()
                    .flowControlWindow(WINDOW)
                    .disableRetry()
                    .disableServiceConfigLookUp()
                    .userAgent("eyes4j");
            if (Loopback.is(where.url())) {
                builder.proxyDetector(address -> null);
            }
            made = builder.build();
            channel = made;
        }
        return made;
    }

    private ChannelCredentials trust(boolean secure) {
        if (!secure) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        where.access().ca().ifPresent(pem -> builder.trustManager(Trust.managers(endpoint.name(), Path.of(pem))));
        return builder.build();
    }

    @Override
    public synchronized void close() {
        closed = true;
        ManagedChannel made = channel;
        if (made != null) {
            made.shutdownNow();
            channel = null;
        }
    }

    /** Waits for the one message of an answer and its end. */
    private static final class Answer extends ClientCall.Listener<byte[]> {
        private final CompletableFuture<byte[]> coming = new CompletableFuture<>();
        private byte @Nullable [] message;

        @Override
        public void onMessage(byte[] received) {
            message = received;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            byte[] received = message;
            if (status.isOk() && received != null) {
                coming.complete(received);
            } else {
                coming.completeExceptionally(
                        (status.isOk() ? Status.INTERNAL.withDescription("an answer without a message") : status)
                                .asRuntimeException());
            }
        }
    }

    /** Messages as the bytes that they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new Whole(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                byte[] all = stream.readNBytes(Math.max(stream.available(), 0));
                byte[] rest = stream.readAllBytes();
                if (rest.length == 0) {
                    return all;
                }
                byte[] both = java.util.Arrays.copyOf(all, all.length + rest.length);
                System.arraycopy(rest, 0, both, all.length, rest.length);
                return both;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Bytes that are handed over in one piece. */
    private static final class Whole extends ByteArrayInputStream implements KnownLength, Drainable {
        Whole(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int bytes = available();
            target.write(buf, pos, bytes);
            pos = count;
            return bytes;
        }
    }
}
