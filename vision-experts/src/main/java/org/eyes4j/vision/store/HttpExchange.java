package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.eyes4j.config.Settings;
import org.eyes4j.config.network.EnvironmentProxy;

/** Sends a request and follows redirects within limits. Thread-safe; connections are made on first use. */
final class HttpExchange {
    private final Settings settings;
    private volatile @org.jspecify.annotations.Nullable HttpClient client;

    HttpExchange(Settings settings) {
        this.settings = settings;
    }

    /**
     * Asks for an address.
     *
     * @param authorization the header's value for an address; asked anew for each redirect, so that a secret only reaches
     *     whom it is meant for
     * @throws SourceException if there is no answer, or one redirect too many, or one to a less safe place
     */
    HttpAnswer get(URI address, Function<URI, Optional<String>> authorization, Map<String, String> headers)
            throws IOException {
        return ask("GET", address, authorization, headers);
    }

    /**
     * Asks for the head of an answer only. A hub's that tells the size on the way to where it keeps the file is the answer: what
     * keeps the file may not take this question.
     */
    HttpAnswer head(URI address, Function<URI, Optional<String>> authorization, Map<String, String> headers)
            throws IOException {
        return ask("HEAD", address, authorization, headers);
    }

    private HttpAnswer ask(
            String method, URI address, Function<URI, Optional<String>> authorization, Map<String, String> headers)
            throws IOException {
        if (settings.offline()) {
            throw new SourceException.Offline();
        }
        URI uri = address;
        WebAddresses.check(uri);
        Optional<String> linked = Optional.empty();
        for (int hops = 0; ; hops++) {
            HttpResponse<InputStream> response = send(request(method, uri, authorization.apply(uri), headers));
            if (linked.isEmpty()) {
                linked = HttpAnswer.linkedHash(response.headers());
            }
            Optional<String> location = response.headers().firstValue("Location");
            boolean told = method.equals("HEAD")
                    && HttpAnswer.linkedSize(response.headers()).isPresent();
            if (told || !isRedirect(response.statusCode()) || location.isEmpty()) {
                return new HttpAnswer(uri, response.statusCode(), response.headers(), response.body(), linked);
            }
            response.body().close();
            if (hops >= settings.network().redirects()) {
                throw new SourceException(
                        "redirected more than " + settings.network().redirects() + " times");
            }
            URI next = target(uri, location.get());
            WebAddresses.checkRedirect(uri, next);
            uri = next;
        }
    }

    private static URI target(URI from, String location) throws SourceException {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new SourceException("redirected to something that is no address");
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private HttpRequest request(String method, URI uri, Optional<String> authorization, Map<String, String> headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .timeout(settings.network().responseTimeout())
                .header("User-Agent", "eyes4j");
        headers.forEach(builder::header);
        authorization.ifPresent(a -> builder.header("Authorization", a));
        return builder.method(method, HttpRequest.BodyPublishers.noBody()).build();
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        String shown = WebAddresses.shown(request.uri());
        try {
            return client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpConnectTimeoutException e) {
            throw new SourceException(shown + " did not answer: no connection within "
                    + settings.network().connectTimeout().toSeconds() + " seconds");
        } catch (HttpTimeoutException e) {
            throw new SourceException(shown + " did not answer within "
                    + settings.network().responseTimeout().toMillis() / 1000.0 + " seconds");
        } catch (ConnectException e) {
            boolean unknown =
                    e.getCause() instanceof ConnectException c && c.getCause() instanceof UnresolvedAddressException
                            || e.getCause() instanceof UnresolvedAddressException;
            throw new SourceException(
                    shown + " did not answer: " + (unknown ? "its host is not known" : "connection refused"));
        } catch (SSLException e) {
            throw new SourceException(shown + " could not be trusted: " + Transfer.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the pull was cancelled");
        } catch (IOException e) {
            throw new RetryableException(shown + " broke off: " + Transfer.reason(e), Optional.empty());
        }
    }

    private HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            synchronized (this) {
                made = client;
                if (made == null) {
                    made = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .connectTimeout(settings.network().connectTimeout())
                            .proxy(new EnvironmentProxy(System.getenv()))
                            .build();
                    client = made;
                }
            }
        }
        return made;
    }
}
