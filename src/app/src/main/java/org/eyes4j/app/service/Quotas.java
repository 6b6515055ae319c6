package org.eyes4j.app.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What each caller may use in a day (UTC). Thread-safe. */
public final class Quotas {
    /** Things that are counted. */
    public enum Kind {
        /** Read and written by language models. */
        MODEL_TOKENS("tokens of language models"),
        /** Fetched to install models. */
        PULL_BYTES("bytes of models"),
        /** Of pictures and other files that were given or made. */
        ARTIFACT_BYTES("bytes of artifacts");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * Most in a day, for each caller; 0 for no limit.
     *
     * @param modelTokens the run that passes it is the last
     * @param pullBytes the pull that passes it is the last
     * @param artifactBytes what would pass it is refused
     */
    public record Limits(long modelTokens, long pullBytes, long artifactBytes) {
        public static final Limits NONE = new Limits(0, 0, 0);

        public Limits {
            if (modelTokens < 0 || pullBytes < 0 || artifactBytes < 0) {
                throw new IllegalArgumentException("quotas: expected 0 (no limit) or more, found " + modelTokens + ", "
                        + pullBytes + " and " + artifactBytes);
            }
        }

        long of(Kind kind) {
            return switch (kind) {
                case MODEL_TOKENS -> modelTokens;
                case PULL_BYTES -> pullBytes;
                case ARTIFACT_BYTES -> artifactBytes;
            };
        }
    }

    private final QuotaShelf shelf;
    private final Limits limits;
    private final Clock clock;

    public Quotas(QuotaShelf shelf, Limits limits, Clock clock) {
        this.shelf = shelf;
        this.limits = limits;
        this.clock = clock;
    }

    /** Where nothing is limited. */
    public static Quotas none() {
        return new Quotas(new MemoryQuotaShelf(), Limits.NONE, Clock.systemUTC());
    }

    /**
     * Refuses whoever has used all of today's.
     *
     * @throws Problem saying when there is more
     */
    public void demand(Kind kind, Caller caller) {
        long most = limits.of(kind);
        if (most > 0 && shelf.used(name(kind, caller.name()), today()) >= most) {
            throw over(kind, caller, most);
        }
    }

    /** Counts what was used, whether or not it was still allowed. */
    public void spend(Kind kind, String owner, long amount) {
        if (limits.of(kind) > 0 && amount > 0) {
            shelf.add(name(kind, owner), today(), amount);
        }
    }

    /**
     * Counts what is about to be used.
     *
     * @throws Problem if it is more than is left; nothing is counted then
     */
    public void take(Kind kind, Caller caller, long amount) {
        long most = limits.of(kind);
        if (most > 0 && shelf.add(name(kind, caller.name()), today(), amount) > most) {
            shelf.add(name(kind, caller.name()), today(), -amount);
            throw over(kind, caller, most);
        }
    }

    private Problem over(Kind kind, Caller caller, long most) {
        Instant now = clock.instant();
        return Problem.later(
                Problem.Type.TOO_MANY,
                "'" + caller.name() + "' has used today's " + most + " " + kind.words
                        + "; there are more after midnight (UTC)",
                Duration.between(now, today().plus(1, ChronoUnit.DAYS)));
    }

    private Instant today() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS);
    }

    private static String name(Kind kind, String owner) {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " of " + owner;
    }
}
