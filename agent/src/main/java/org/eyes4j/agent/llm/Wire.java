package org.eyes4j.agent.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.CancellationUnsupportedHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.tools.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * One try of one call, as LangChain4j's HTTP client: on the caller's thread from beginning to end, streams too, within the
 * limits, without redirects, ended at once by the cancellation. Each fault is a {@link WireFault}.
 */
final class Wire implements HttpClient {
    private static final int MOST_ERROR_BYTES = 64 << 10;

    private final java.net.http.HttpClient http;
    private final Limits limits;
    private final Deadline deadline;
    private final Cancellation cancellation;
    private final StatusFaults faults;
    private final WireCheck check;
    private final boolean lines;
    private volatile boolean used;

    /** @param lines whether a stream is one JSON object a line, not server-sent events */
    Wire(
            java.net.http.HttpClient http,
            Limits limits,
            Deadline deadline,
            Cancellation cancellation,
            StatusFaults faults,
            WireCheck check,
            boolean lines) {
        this.http = http;
        this.limits = limits;
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.faults = faults;
        this.check = check;
        this.lines = lines;
    }

    /** Whether anything was sent. */
    boolean wasUsed() {
        return used;
    }

    HttpClientBuilder builder() {
        return new Builder(this);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        return exchange(request, (response, body) -> {
            String text = check.whole(text(body));
            return successful(response).body(text).build();
        });
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        exchange(request, (response, body) -> {
            if (!lines && type(response).contains("application/json")) {
                // Not what was asked for: an error, or an endpoint that does not stream.
                check.whole(text(body));
                throw WireFault.lasting(
                        Trouble.MALFORMED,
                        "answered all at once (application/json) where a stream was asked for",
                        "Say streaming: false in its settings.");
            }
            listener.onOpen(successful(response).build());
            ServerSentEventContext context = new ServerSentEventContext(new CancellationUnsupportedHandle());
            try (EventReader events = new EventReader(reader(body), !lines)) {
                for (ServerSentEvent event = events.next(); event != null; event = events.next()) {
                    listener.onEvent(check.event(event), context);
                }
            }
            check.end();
            listener.onClose();
            return true;
        });
    }

    /** What is done with an answer of success. */
    private interface Use<T> {
        T of(HttpResponse<InputStream> response, BoundedBody body) throws IOException;
    }

    @SuppressWarnings("try") // The registration ends with the block, and that is all it is for.
    private <T> T exchange(HttpRequest request, Use<T> use) {
        used = true;
        AtomicReference<BoundedBody> opened = new AtomicReference<>();
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(toJdk(request), info -> {
            BoundedBody body = new BoundedBody(limits, deadline);
            opened.set(body);
            return body;
        });
        Runnable stop = () -> {
            answer.cancel(true);
            BoundedBody body = opened.get();
            if (body != null) {
                body.cancel();
            }
        };
        try (Cancellation.Registration listening = cancellation.onRequest(stop)) {
            HttpResponse<InputStream> response = head(answer);
            try (BoundedBody body = (BoundedBody) response.body()) {
                if (response.statusCode() < 200 || response.statusCode() > 299) {
                    throw faults.of(response.statusCode(), response.headers(), start(body));
                }
                demandReadable(response, body);
                return use.of(response, body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            answer.cancel(true);
        }
    }

    private HttpResponse<InputStream> head(CompletableFuture<HttpResponse<InputStream>> answer) {
        boolean last = deadline.isWithin(limits.response());
        Duration patience = deadline.atMost(limits.response());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WireFault.cancelled();
        } catch (CancellationException e) {
            throw WireFault.cancelled();
        } catch (TimeoutException e) {
            throw last
                    ? deadline.fault()
                    : WireFault.lasting(
                            Trouble.TIMEOUT,
                            "sent nothing for " + Deadline.text(limits.response()) + " (response_timeout)",
                            "");
        } catch (ExecutionException e) {
            throw cancellation.isRequested() ? WireFault.cancelled() : broken(e.getCause());
        }
    }

    private WireFault broken(@Nullable Throwable cause) {
        // The JDK's client loses the sort of a late connection now and then, and keeps the words.
        if (cause instanceof HttpConnectTimeoutException
                || (cause instanceof ConnectException
                        && String.valueOf(cause.getMessage()).contains("timed out"))) {
            return WireFault.lasting(
                    Trouble.TIMEOUT,
                    "could not be connected to within " + Deadline.text(limits.connect()) + " (connect_timeout)",
                    "Look at base_url and at the network.");
        }
        if (cause instanceof ConnectException) {
            boolean unknown = cause.getCause() instanceof UnresolvedAddressException
                    || (cause.getCause() != null && cause.getCause().getCause() instanceof UnresolvedAddressException);
            return WireFault.lasting(
                    Trouble.UNREACHABLE,
                    unknown
                            ? "could not be reached: its host is not known"
                            : "could not be reached: connection refused",
                    "Look at base_url, and whether the endpoint runs.");
        }
        return WireFault.passing(Trouble.UNREACHABLE, "broke the connection before it answered", "", Optional.empty());
    }

    private void demandReadable(HttpResponse<InputStream> response, BoundedBody body) throws IOException {
        String coding = response.headers().firstValue("content-encoding").orElse("identity");
        if (!coding.equalsIgnoreCase("identity")) {
            throw WireFault.malformed(
                    "sent its answer compressed (" + WireJson.excerpt(coding) + "), which was not asked for");
        }
        String type = type(response);
        if (!type.isEmpty()
                && !type.contains("json")
                && !type.contains("event-stream")
                && !type.startsWith("text/plain")
                && !type.startsWith("application/octet-stream")) {
            throw WireFault.lasting(
                    Trouble.MALFORMED,
                    "answered with " + WireJson.excerpt(type) + " where JSON was expected: "
                            + WireJson.excerpt(start(body)),
                    "Look at base_url.");
        }
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    }

    private static String start(InputStream body) throws IOException {
        return new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8);
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static BufferedReader reader(InputStream body) {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static SuccessfulHttpResponse.Builder successful(HttpResponse<?> response) {
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(Map.of("content-type", List.of("application/json; charset=utf-8")));
    }

    private static java.net.http.HttpRequest toJdk(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder =
                java.net.http.HttpRequest.newBuilder().uri(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String body = request.body();
        return builder.method(
                        request.method().name(),
                        body == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** LangChain4j's way to a client; its time limits are not ours. */
    private record Builder(Wire wire) implements HttpClientBuilder {
        @Override
        public Duration connectTimeout() {
            return wire.limits.connect();
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return wire.limits.response();
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return wire;
        }
    }
}
