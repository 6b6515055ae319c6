package org.eyes4j.vision.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.eyes4j.config.Settings;
import org.eyes4j.config.quantity.Quantity;

/**
 * Fetches files over HTTP: resumes what an earlier try began, tries again after a broken connection, 429 or 503, and waits as
 * long as a server asks for within limits. Thread-safe for different part files.
 */
final class HttpFetcher {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final Settings.Network network;
    private final HttpExchange exchange;
    private final Waiter waiter;

    HttpFetcher(Settings settings, Waiter waiter) {
        this.network = settings.network();
        this.exchange = new HttpExchange(settings);
        this.waiter = waiter;
    }

    /** Tries that are repeated. */
    @FunctionalInterface
    private interface Attempt<T> {
        T run(long deadline) throws IOException;
    }

    /**
     * Fetches a file.
     *
     * @param wanted its size and hash are checked as far as known
     * @param path where it goes; an earlier beginning of it there is resumed
     * @throws SourceException with the answer, when the file is not to be had
     */
    void fetch(URI address, Function<URI, Optional<String>> authorization, Wanted wanted, Path path, Transfer transfer)
            throws IOException {
        PartFile part = new PartFile(path);
        repeat(transfer, deadline -> {
            fetchOnce(address, authorization, wanted, part, transfer, deadline);
            return part;
        });
        part.forget();
    }

    /** Fetches a short text, as a registry's answer about a package. */
    byte[] fetchText(
            URI address, Function<URI, Optional<String>> authorization, String accept, int limit, Transfer transfer)
            throws IOException {
        return repeat(transfer, deadline -> {
            try (HttpAnswer answer = exchange.get(address, authorization, Map.of("Accept", accept))) {
                check(answer);
                try (InputStream in =
                        new IdleWatch(answer.body(), network.idleTimeout(), deadline, transfer.cancellation())) {
                    byte[] bytes = in.readNBytes(limit + 1);
                    if (bytes.length > limit) {
                        throw new SourceException("answered with more than " + limit + " bytes");
                    }
                    return bytes;
                } catch (SourceException e) {
                    throw e;
                } catch (IOException e) {
                    throw broken(answer.uri(), e, transfer);
                }
            }
        });
    }

    private <T> T repeat(Transfer transfer, Attempt<T> attempt) throws IOException {
        long deadline = System.nanoTime() + network.totalTimeout().toNanos();
        Duration backoff = FIRST_WAIT;
        for (int tries = 1; ; tries++) {
            transfer.checkCancelled();
            try {
                return attempt.run(deadline);
            } catch (RetryableException e) {
                Duration wait = e.waitTime().orElse(backoff);
                if (tries > network.retries()) {
                    throw new SourceException(e.getMessage() + " (tried " + tries + " times)");
                }
                if (wait.compareTo(network.maxWait()) > 0) {
                    throw new SourceException(e.getMessage() + " (longer than network.max_wait, "
                            + network.maxWait().toSeconds() + " seconds)");
                }
                if (System.nanoTime() + wait.toNanos() - deadline > 0) {
                    throw new SourceException(e.getMessage() + " (network.total_timeout is over)");
                }
                transfer.waiting(Transfer.reason(e), wait);
                waiter.pause(wait);
                backoff = backoff.multipliedBy(2);
            }
        }
    }

    private void fetchOnce(
            URI address,
            Function<URI, Optional<String>> authorization,
            Wanted wanted,
            PartFile part,
            Transfer transfer,
            long deadline)
            throws IOException {
        long have = part.resumable(address, wanted.sha256().isPresent());
        if (wanted.size() > 0 && have >= wanted.size()) {
            if (have == wanted.size() && wanted.sha256().equals(Optional.of(Hashes.sha256(part.file())))) {
                return;
            }
            part.delete();
            have = 0;
        }
        try (HttpAnswer answer = exchange.get(address, authorization, headers(part, have))) {
            if (answer.status() == 416) {
                part.delete();
                throw new RetryableException("cannot continue where an earlier try ended", Optional.of(Duration.ZERO));
            }
            check(answer);
            long start = start(answer, part, have);
            Optional<String> hash = expectedHash(answer, wanted);
            long total = answer.length() < 0 ? wanted.size() : start + answer.length();
            checkSize(answer, total, wanted, hash);
            checkSpace(part, total - start, transfer);
            part.note(address, answer.etag());
            copy(answer, part, start, total, wanted, transfer, deadline);
            checkHash(part, hash, wanted, start > 0);
        }
    }

    /** Whether the address has a file; nothing of it is read. */
    boolean exists(URI address, Function<URI, Optional<String>> authorization) throws IOException {
        try (HttpAnswer answer = exchange.get(address, authorization, Map.of("Accept-Encoding", "identity"))) {
            if (answer.status() == 404 || answer.status() == 410) {
                return false;
            }
            check(answer);
            return true;
        }
    }

    /** Bytes of what an address has, told from the answer's head; empty where that does not tell. */
    OptionalLong size(URI address, Function<URI, Optional<String>> authorization) throws IOException {
        try (HttpAnswer answer = exchange.head(address, authorization, Map.of("Accept-Encoding", "identity"))) {
            OptionalLong linked = HttpAnswer.linkedSize(answer.headers());
            if (linked.isPresent()) {
                return linked;
            }
            return answer.status() == 200 && answer.length() > 0
                    ? OptionalLong.of(answer.length())
                    : OptionalLong.empty();
        }
    }

    private static Map<String, String> headers(PartFile part, long have) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        // A compressed answer could not be resumed, and its length would not be the file's.
        headers.put("Accept-Encoding", "identity");
        if (have > 0) {
            headers.put("Range", "bytes=" + have + "-");
            String etag = part.origin().etag();
            if (!etag.isEmpty()) {
                headers.put("If-Range", etag);
            }
        }
        return headers;
    }

    private static long start(HttpAnswer answer, PartFile part, long have) throws IOException {
        if (answer.status() != 206) {
            return 0;
        }
        String before = part.origin().etag();
        boolean changed = !before.isEmpty() && !answer.etag().isEmpty() && !before.equals(answer.etag());
        if (answer.rangeStart() != have || changed) {
            part.delete();
            throw new RetryableException(
                    changed
                            ? "changed the file between two tries"
                            : "sent from byte " + answer.rangeStart() + ", asked from " + have,
                    Optional.of(Duration.ZERO));
        }
        return have;
    }

    private static Optional<String> expectedHash(HttpAnswer answer, Wanted wanted) throws SourceException {
        if (wanted.sha256().isPresent()
                && answer.linkedHash().isPresent()
                && !wanted.sha256().equals(answer.linkedHash())) {
            throw new SourceException(
                    "holds a file with SHA-256 " + answer.linkedHash().get() + ", expected "
                            + wanted.sha256().get());
        }
        return wanted.sha256().isPresent() ? wanted.sha256() : answer.linkedHash();
    }

    private static void checkSize(HttpAnswer answer, long total, Wanted wanted, Optional<String> hash)
            throws SourceException {
        if (wanted.size() > 0 && total != wanted.size()) {
            throw new SourceException("holds a file of " + total + " bytes, expected " + wanted.size());
        }
        if (total > wanted.limit()) {
            throw new SourceException(
                    "holds a file of " + total + " bytes, expected at most " + wanted.limit() + " (network.max_file)");
        }
        if (answer.length() < 0 && hash.isEmpty() && wanted.size() == 0) {
            throw new SourceException(
                    "states neither the size nor a hash of the file, so that a broken one could not be"
                            + " told from a whole one");
        }
    }

    private static void checkSpace(PartFile part, long needed, Transfer transfer) throws IOException {
        long free = transfer.files().free(part.folder());
        if (needed > free) {
            throw new SinkException(
                    part.file() + " needs " + Quantity.human(needed) + ", and " + Quantity.human(free) + " are free",
                    new IOException("no space"));
        }
    }

    private void copy(
            HttpAnswer answer, PartFile part, long start, long total, Wanted wanted, Transfer transfer, long deadline)
            throws IOException {
        try (InputStream in = new IdleWatch(answer.body(), network.idleTimeout(), deadline, transfer.cancellation())) {
            long count = transfer.copy(in, part.file(), start > 0, wanted.name(), start, total, wanted.limit());
            if (total > 0 && count < total) {
                throw new IOException("after " + count + " of " + total + " bytes");
            }
        } catch (SourceException | SinkException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw broken(answer.uri(), e, transfer);
        }
    }

    private static IOException broken(URI uri, IOException e, Transfer transfer) throws IOException {
        transfer.checkCancelled();
        return new RetryableException(WebAddresses.shown(uri) + " broke off: " + Transfer.reason(e), Optional.empty());
    }

    /** A wrong hash after a resumed try may come from the beginning; then all is fetched once more. */
    private static void checkHash(PartFile part, Optional<String> hash, Wanted wanted, boolean resumed)
            throws IOException {
        if (hash.isEmpty() || (!resumed && wanted.sha256().isPresent())) {
            return;
        }
        String found = Hashes.sha256(part.file());
        if (!found.equals(hash.get())) {
            part.delete();
            String answer = "sent a file with SHA-256 " + found + ", expected " + hash.get();
            throw resumed ? new RetryableException(answer, Optional.of(Duration.ZERO)) : new SourceException(answer);
        }
    }

    private static void check(HttpAnswer answer) throws SourceException {
        int status = answer.status();
        String shown = WebAddresses.shown(answer.uri()) + " answered " + status;
        if (status == 200 || status == 206) {
            return;
        }
        if (status == 429 || status == 503) {
            Optional<Duration> wait = answer.retryAfter(Instant.now());
            throw new RetryableException(
                    shown
                            + (status == 429 ? " (too many requests)" : " (not available)")
                            + wait.map(w -> " and asked to wait " + w.toSeconds() + " seconds")
                                    .orElse(""),
                    wait);
        }
        if (status == 500 || status == 502 || status == 504) {
            throw new RetryableException(shown + " (server fault)", Optional.empty());
        }
        throw new SourceException(shown
                + switch (status) {
                    case 401, 403 -> " (no access: it wants a login, or another one)";
                    case 404, 410 -> " (not found)";
                    default -> "";
                });
    }
}
