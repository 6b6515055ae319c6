package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eyes4j.tools.hash.Sha256;

/**
 * Requests that carry an {@code Idempotency-Key} are done once for a day, however often they are sent, also at once. What
 * failed is not kept: sent again, it is tried again. Thread-safe.
 */
public final class Idempotency {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration SWEPT = Duration.ofHours(1);

    private final IdempotencyShelf shelf;
    private final Clock clock;
    private final Map<String, CompletableFuture<JsonNode>> working = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.EPOCH);

    public Idempotency(IdempotencyShelf shelf, Clock clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    /**
     * Does work, or gives what came of it when it was done under this key.
     *
     * @param key empty for work without one
     * @param request all that makes it this request; asked only where there is a key
     * @return what the work gave, then or now
     * @throws Problem if the key is none, or stands for another request
     */
    public JsonNode once(Optional<String> key, Supplier<String> request, Caller caller, Supplier<JsonNode> work) {
        if (key.isEmpty()) {
            return work.get();
        }
        String name = name(key.get());
        String digest = Sha256.of(request.get().getBytes(StandardCharsets.UTF_8));
        CompletableFuture<JsonNode> mine = new CompletableFuture<>();
        CompletableFuture<JsonNode> first = working.putIfAbsent(caller.name() + "\n" + name, mine);
        if (first != null) {
            return another(first, name, digest, caller, work, request);
        }
        try {
            JsonNode answer = known(name, digest, caller).orElseGet(() -> {
                JsonNode fresh = work.get();
                shelf.save(caller.name(), name, new IdempotencyShelf.Kept(digest, fresh, clock.instant()));
                return fresh;
            });
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            working.remove(caller.name() + "\n" + name);
            sweep();
        }
    }

    /** Somebody works on it at this moment. */
    private JsonNode another(
            CompletableFuture<JsonNode> first,
            String name,
            String digest,
            Caller caller,
            Supplier<JsonNode> work,
            Supplier<String> request) {
        try {
            first.join();
        } catch (CompletionException e) {
            return once(Optional.of(name), request, caller, work);
        }
        return known(name, digest, caller).orElseGet(first::join);
    }

    private Optional<JsonNode> known(String name, String digest, Caller caller) {
        return shelf.find(caller.name(), name)
                .filter(k -> k.at().isAfter(clock.instant().minus(KEPT)))
                .map(k -> {
                    if (!k.digest().equals(digest)) {
                        throw Problem.of(
                                Problem.Type.CONFLICT,
                                "The Idempotency-Key '" + name + "' was sent with another request; take a new one");
                    }
                    return k.answer();
                });
    }

    private static String name(String key) {
        String name = key.length() > 2 && key.startsWith("\"") && key.endsWith("\"")
                ? key.substring(1, key.length() - 1)
                : key;
        if (!name.matches("[\\x21-\\x7e]{1,200}")) {
            throw Problem.at("Idempotency-Key", "Expected 1 to 200 printable ASCII characters without spaces");
        }
        return name;
    }

    private void sweep() {
        Instant last = Objects.requireNonNull(swept.get());
        Instant now = clock.instant();
        if (last.plus(SWEPT).isBefore(now) && swept.compareAndSet(last, now)) {
            shelf.forget(now.minus(KEPT));
        }
    }
}
