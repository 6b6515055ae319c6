package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** Answers to requests that carried a key, so that one sent twice is done once. Thread-safe. */
public interface IdempotencyShelf {

    /**
     * What a key stands for.
     *
     * @param digest of the request
     * @param answer what came of it, an object
     */
    record Kept(String digest, JsonNode answer, Instant at) {}

    Optional<Kept> find(String owner, String key);

    /** Keeps it; survives a {@code kill -9} when this comes back. A key that is known stays what it was. */
    void save(String owner, String key, Kept kept);

    /** Forgets those that were kept before. */
    void forget(Instant before);
}
