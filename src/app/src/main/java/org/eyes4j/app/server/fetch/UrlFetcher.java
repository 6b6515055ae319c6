package org.eyes4j.app.server.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eyes4j.app.service.PictureFetcher;
import org.eyes4j.app.service.Problem;

/** Fetches what the settings allow; see the package. Thread-safe. */
final class UrlFetcher implements PictureFetcher, AutoCloseable {
    private final FetchSettings settings;
    private final Resolver resolver;
    private final Connector connector;
    private final Semaphore places;
    private final ScheduledExecutorService ends = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "fetch-ends");
        thread.setDaemon(true);
        return thread;
    });

    UrlFetcher(FetchSettings settings, Resolver resolver, Connector connector) {
        this.settings = settings;
        this.resolver = resolver;
        this.connector = connector;
        this.places = new Semaphore(settings.parallel(), true);
    }

    @Override
    public byte[] fetch(String url, String field) {
        Target target = Target.of(url, settings, field);
        long end = System.nanoTime() + settings.timeout().toNanos();
        try {
            if (!places.tryAcquire(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw Problem.later(
                        Problem.Type.OVERLOADED,
                        "Too many pictures are being fetched; try again soon",
                        Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(Problem.Type.CANCELLED, "Stopped while it waited");
        }
        try {
            return follow(target, end, field);
        } finally {
            places.release();
        }
    }

    private byte[] follow(Target first, long end, String field) {
        Target target = first;
        for (int sent = 0; ; sent++) {
            try (Socket socket = connect(target, end, field)) {
                Answered answered = ask(socket, target, end);
                if (answered.location().isEmpty()) {
                    return answered.body();
                }
                if (sent == settings.redirects()) {
                    throw Problem.at(
                            field, "'" + first.host() + "' sends on more than " + settings.redirects() + " times");
                }
                target = Target.of(target.resolve(answered.location(), field), settings, field);
            } catch (HttpAnswer.TooLarge e) {
                throw Problem.at(
                        field,
                        "The picture at '" + target.host() + "' is larger than "
                                + settings.maxBytes().toBytes() + " bytes (eyes4j.server.fetch.max-bytes)");
            } catch (SocketTimeoutException e) {
                throw tooSlow(target);
            } catch (IOException e) {
                if (System.nanoTime() >= end) {
                    throw tooSlow(target);
                }
                throw Problem.of(
                        Problem.Type.UNAVAILABLE,
                        "The picture could not be fetched from '" + target.host() + "': "
                                + Target.shown(String.valueOf(e.getMessage())));
            }
        }
    }

    private Problem tooSlow(Target target) {
        return Problem.of(
                Problem.Type.TIMEOUT,
                "'" + target.host() + "' did not send the picture within "
                        + settings.timeout().toSeconds() + " s (eyes4j.server.fetch.timeout)");
    }

    private Socket connect(Target target, long end, String field) throws IOException {
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(target.host());
        } catch (UnknownHostException e) {
            throw Problem.at(field, "There is no host '" + target.host() + "'");
        }
        if (addresses.isEmpty()) {
            throw Problem.at(field, "There is no host '" + target.host() + "'");
        }
        // One that is not public is enough: a host with both is no host to trust.
        if (!addresses.stream().allMatch(PublicAddresses::contains)) {
            throw Problem.at(
                    field, "'" + target.host() + "' has an address that is not public; nothing is fetched from it");
        }
        return connector.connect(addresses.get(0), target.port(), target.host(), left(end));
    }

    /**
     * @param location where it sends on to; empty where it does not
     */
    private record Answered(String location, byte[] body) {}

    private Answered ask(Socket socket, Target target, long end) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        // However slowly it comes, byte by byte: at the end of the time there is no connection any more.
        ScheduledFuture<?> closing = ends.schedule(
                () -> {
                    late.set(true);
                    close(socket);
                },
                left(end).toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            socket.getOutputStream().write(request(target).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            HttpAnswer answer = HttpAnswer.read(new java.io.BufferedInputStream(socket.getInputStream()));
            if (List.of(301, 302, 303, 307, 308).contains(answer.status())
                    && !answer.header("location").isEmpty()) {
                return new Answered(answer.header("location"), new byte[0]);
            } else if (answer.status() != 200) {
                throw new IOException("it answers with status " + answer.status());
            }
            return new Answered("", answer.body((int) settings.maxBytes().toBytes()));
        } catch (IOException e) {
            if (late.get()) {
                throw new SocketTimeoutException("too slow");
            }
            throw e;
        } finally {
            closing.cancel(false);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    /** Says nothing of who asks, here or there. */
    private static String request(Target target) {
        String host = target.port() == 443 ? target.host() : target.host() + ":" + target.port();
        return "GET " + target.path() + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: eyes4j\r\nAccept: image/*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n";
    }

    private static Duration left(long end) throws SocketTimeoutException {
        long nanos = end - System.nanoTime();
        if (nanos <= 0) {
            throw new SocketTimeoutException("too slow");
        }
        return Duration.ofNanos(Math.max(1_000_000, nanos));
    }

    @Override
    public void close() {
        ends.shutdownNow();
    }
}
