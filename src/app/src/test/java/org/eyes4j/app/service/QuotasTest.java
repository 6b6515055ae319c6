package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private static final Caller ALICE = new Caller("alice", Set.of());
    private static final Caller BOB = new Caller("bob", Set.of());

    private final MemoryQuotaShelf shelf = new MemoryQuotaShelf();
    private final Quotas quotas = at("2026-11-23T23:00:00Z");

    private Quotas at(String time) {
        return new Quotas(shelf, new Quotas.Limits(100, 0, 1000), Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
    }

    @Test
    void should_let_each_caller_take_to_the_byte() {
        quotas.take(Quotas.Kind.ARTIFACT_BYTES, ALICE, 999);
        quotas.take(Quotas.Kind.ARTIFACT_BYTES, ALICE, 1);

        Problem problem = catchThrowableOfType(Problem.class, () -> quotas.take(Quotas.Kind.ARTIFACT_BYTES, ALICE, 1));

        assertThat(problem.type()).isEqualTo(Problem.Type.TOO_MANY);
        assertThat(problem)
                .hasMessage("'alice' has used today's 1000 bytes of artifacts; there are more after midnight (UTC)");
        assertThat(problem.retryAfter()).contains(Duration.ofHours(1));
        assertThatCode(() -> quotas.take(Quotas.Kind.ARTIFACT_BYTES, BOB, 1000)).doesNotThrowAnyException();
    }

    @Test
    void should_count_nothing_of_what_was_refused() {
        catchThrowableOfType(Problem.class, () -> quotas.take(Quotas.Kind.ARTIFACT_BYTES, ALICE, 1001));

        assertThatCode(() -> quotas.take(Quotas.Kind.ARTIFACT_BYTES, ALICE, 1000))
                .doesNotThrowAnyException();
    }

    @Test
    void should_end_with_the_run_that_passes_the_limit() {
        quotas.demand(Quotas.Kind.MODEL_TOKENS, ALICE);
        quotas.spend(Quotas.Kind.MODEL_TOKENS, "alice", 5000);

        Problem problem = catchThrowableOfType(Problem.class, () -> quotas.demand(Quotas.Kind.MODEL_TOKENS, ALICE));

        assertThat(problem)
                .hasMessage(
                        "'alice' has used today's 100 tokens of language models; there are more after midnight (UTC)");
    }

    @Test
    void should_begin_again_the_next_day() {
        quotas.spend(Quotas.Kind.MODEL_TOKENS, "alice", 5000);

        assertThatCode(() -> at("2026-11-24T00:00:00Z").demand(Quotas.Kind.MODEL_TOKENS, ALICE))
                .doesNotThrowAnyException();
    }

    @Test
    void should_limit_nothing_that_has_no_limit() {
        assertThatCode(() -> quotas.take(Quotas.Kind.PULL_BYTES, ALICE, Long.MAX_VALUE))
                .doesNotThrowAnyException();
    }
}
