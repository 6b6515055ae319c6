package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Calls that runs made, with what they gave, for as long as the run is not over: a run that is gone on with does not make
 * them again. Thread-safe.
 */
public interface CallShelf {

    /**
     * A call.
     *
     * @param result what it gave; empty for one that was begun and of which nothing more is known
     */
    record Call(Optional<JsonNode> result) {}

    /** What is known of a call; empty if it was never begun. */
    Optional<Call> find(String run, String key);

    /** A call is about to be made that must not be made twice; survives a {@code kill -9} when this comes back. */
    void begin(String run, String key);

    /** A call was made; kept before long, and before any event of the run that is kept after this. */
    void writeSoon(String run, String key, JsonNode result);
}
