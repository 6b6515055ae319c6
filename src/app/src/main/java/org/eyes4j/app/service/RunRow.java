package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run beside its events.
 *
 * @param kind the {@link Worker} that does it
 * @param order what it was asked, enough to begin it again
 * @param result what it came to; null before that
 * @param problem why it failed, as problem details; null unless it did
 */
public record RunRow(
        String id,
        String kind,
        String owner,
        RunStatus status,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant ended,
        JsonNode order,
        @Nullable JsonNode result,
        @Nullable JsonNode problem) {

    static RunRow queued(String id, String kind, String owner, Instant created, JsonNode order) {
        return new RunRow(id, kind, owner, RunStatus.QUEUED, created, null, null, order, null, null);
    }

    RunRow running(Instant at) {
        return new RunRow(id, kind, owner, RunStatus.RUNNING, created, at, null, order, null, null);
    }

    RunRow ended(RunStatus how, Instant at, @Nullable JsonNode what, @Nullable JsonNode why) {
        return new RunRow(id, kind, owner, how, created, started, at, order, what, why);
    }

    /** As if it had not begun. */
    RunRow requeued() {
        return queued(id, kind, owner, created, order);
    }
}
