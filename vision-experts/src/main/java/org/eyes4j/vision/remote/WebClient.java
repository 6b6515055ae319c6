package org.eyes4j.vision.remote;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.config.network.EnvironmentProxy;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.remote.RemoteException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server over HTTP/1.1, on connections that stay open. Redirects are never followed: what is asked is what is
 * configured. Thread-safe; made without a connection.
 */
public final class WebClient {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Endpoint endpoint;
    private final Credentials credentials;
    private final Optional<Path> ca;
    private final Map<String, String> environment;
    private @Nullable HttpClient client;

    /**
     * @param ca who is trusted, in PEM form; Java's own authorities where it is empty
     * @param environment where proxies are looked up
     */
    public WebClient(Endpoint endpoint, RemoteGraph.Access access, Map<String, String> environment) {
        this.endpoint = endpoint;
        this.credentials = Credentials.of(endpoint.name(), access, environment);
        this.ca = access.ca().map(Path::of);
        this.environment = environment;
    }

    /** For texts of the server in messages. */
    public Credentials credentials() {
        return credentials;
    }

    /**
     * Asks once.
     *
     * @param request without credentials
     * @param why the server's reason, read from the body of an answer that tells of a fault; untrusted
     * @param deadline as {@link System#nanoTime}
     * @throws RemoteException if no answer with a status below 300 came
     */
    public WebAnswer ask(
            HttpRequest.Builder request, Function<byte[], String> why, long deadline, Cancellation cancellation) {
        try {
            credentials.headers().forEach(request::setHeader);
        } catch (IllegalArgumentException e) {
            throw new RemoteException(
                    Kind.MISCONFIGURED,
                    endpoint.name() + ": one of the headers " + credentials + " may not be set by configuration");
        }
        long most = endpoint.limits().maxAnswer();
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw endpoint.late();
        }
        HttpRequest whole = request.timeout(Duration.ofNanos(left)).build();
        Hosts.check(endpoint.name(), whole.uri());
        CompletableFuture<HttpResponse<byte[]>> coming = client(whole.uri())
                .sendAsync(
                        whole,
                        head -> new BoundedBody(
                                head.headers()
                                        .firstValueAsLong("Content-Length")
                                        .orElse(-1),
                                most));
        try (Cancellation.Registration stop = cancellation.onRequest(() -> coming.cancel(true))) {
            HttpResponse<byte[]> response = coming.get(left, TimeUnit.NANOSECONDS);
            return checked(response, why);
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw endpoint.late();
        } catch (java.util.concurrent.CancellationException e) {
            throw endpoint.cancelled();
        } catch (InterruptedException e) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw endpoint.cancelled();
        } catch (ExecutionException e) {
            throw cancellation.isRequested() ? endpoint.cancelled() : fault(cause(e));
        }
    }

    private static Throwable cause(Throwable e) {
        Throwable cause = e;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private RemoteException fault(Throwable e) {
        String name = endpoint.name();
        for (Throwable inner = e; inner != null; inner = inner.getCause()) {
            if (inner instanceof BoundedBody.TooLargeException) {
                return new RemoteException(
                        Kind.WRONG_ANSWER,
                        name + ": expected an answer of at most "
                                + Quantity.human(endpoint.limits().maxAnswer()) + " (`max_answer`), found "
                                + inner.getMessage() + " bytes");
            }
            if (inner instanceof SSLException) {
                return new RemoteException(
                        Kind.MISCONFIGURED,
                        name + " cannot be trusted: " + credentials.shown(String.valueOf(inner.getMessage()))
                                + ". Where it has a certificate of your own, name the authority's PEM file at `ca`",
                        e);
            }
            if (inner instanceof UnresolvedAddressException) {
                return RemoteException.passing(name + " did not answer: its host is not known", Optional.empty(), e);
            }
        }
        if (e instanceof HttpConnectTimeoutException) {
            return RemoteException.passing(
                    name + " did not answer: no connection within " + CONNECT.toSeconds() + " s", Optional.empty(), e);
        }
        if (e instanceof java.net.http.HttpTimeoutException) {
            return endpoint.late();
        }
        if (e instanceof ConnectException) {
            return RemoteException.passing(
                    name + " did not answer: connection refused. Is it running there?", Optional.empty(), e);
        }
        return RemoteException.passing(
                name + " broke off: " + credentials.shown(String.valueOf(e.getMessage())), Optional.empty(), e);
    }

    private WebAnswer checked(HttpResponse<byte[]> response, Function<byte[], String> why) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new WebAnswer(status, response.headers(), response.body());
        }
        String name = endpoint.name();
        if (status >= 300 && status < 400) {
            String to = credentials.shown(response.headers()
                    .firstValue("Location")
                    .map(WebClient::host)
                    .orElse("nowhere"));
            throw new RemoteException(
                    Kind.WRONG_ANSWER,
                    name + " answered " + status + ", a redirect to " + to
                            + ". Redirects are never followed; if it moved, name its new address in the manifest");
        }
        String reason = credentials.shown(why.apply(response.body()));
        String told = name + " answered " + status + (reason.isEmpty() ? "" : ": " + reason);
        if (status == 429 || status == 502 || status == 503 || status == 504) {
            throw RemoteException.passing(
                    told, response.headers().firstValue("Retry-After").flatMap(WebClient::wait), null);
        }
        throw switch (status) {
            case 401, 403 ->
                new RemoteException(
                        Kind.MISCONFIGURED,
                        told + ". It wants a login, or another one: `token` names the environment variable of a token");
            case 404, 405, 410 ->
                new RemoteException(
                        Kind.MISCONFIGURED, told + ". Check the address, the names and the version in the manifest");
            case 400, 406, 409, 413, 415, 422 -> new RemoteException(Kind.REFUSED, told);
            default -> new RemoteException(Kind.WRONG_ANSWER, told);
        };
    }

    private static String host(String location) {
        try {
            URI uri = URI.create(location);
            return uri.getHost() == null ? "another path" : uri.getScheme() + "://" + uri.getAuthority();
        } catch (IllegalArgumentException e) {
            return "something that is no address";
        }
    }

    private static Optional<Duration> wait(String text) {
        try {
            return text.matches("[0-9]{1,9}")
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                    : Optional.of(Duration.between(
                                    Instant.now(),
                                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant()))
                            .map(d -> d.isNegative() ? Duration.ZERO : d);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private synchronized HttpClient client(URI address) {
        HttpClient made = client;
        if (made == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .proxy(new EnvironmentProxy(environment));
            if (address.getScheme().equals("http")) {
                // Without TLS nothing that is done for an answer waits: other threads would only be waited for.
                builder.executor(Runnable::run);
            }
            ca.ifPresent(pem -> builder.sslContext(Trust.context(endpoint.name(), pem)));
            made = builder.build();
            client = made;
        }
        return made;
    }

    /** Drops its connections; those in use go when their calls end. */
    public synchronized void close() {
        client = null;
    }
}
