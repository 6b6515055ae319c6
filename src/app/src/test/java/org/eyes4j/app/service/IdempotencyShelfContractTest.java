package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.stream.IntStream;
import org.eyes4j.app.service.IdempotencyShelf.Kept;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyShelf} keeps to. */
public abstract class IdempotencyShelfContractTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** An empty one; the same within a test. */
    protected abstract IdempotencyShelf shelf();

    private static JsonNode answer(String text) {
        return JsonNodeFactory.instance.objectNode().put("run", text).put("quote", "'\"\\ 猫");
    }

    @Test
    void should_know_an_owners_key() {
        Kept kept = new Kept("abc", answer("r1"), NOON);
        shelf().save("me", "k", kept);

        assertThat(shelf().find("me", "k")).hasValue(kept);
        assertThat(shelf().find("you", "k")).isEmpty();
        assertThat(shelf().find("me", "K")).isEmpty();
    }

    @Test
    void should_leave_a_known_key_what_it_was() {
        Kept first = new Kept("abc", answer("r1"), NOON);
        shelf().save("me", "k", first);
        shelf().save("me", "k", new Kept("def", answer("r2"), NOON.plusSeconds(1)));

        assertThat(shelf().find("me", "k")).hasValue(first);
    }

    @Test
    void should_forget_what_was_kept_before() {
        shelf().save("me", "old", new Kept("abc", answer("r1"), NOON.minusNanos(1)));
        shelf().save("me", "edge", new Kept("abc", answer("r1"), NOON));

        shelf().forget(NOON);

        assertThat(shelf().find("me", "old")).isEmpty();
        assertThat(shelf().find("me", "edge")).isPresent();
    }

    @Test
    void should_keep_one_answer_when_several_come_at_once() {
        IntStream.range(0, 50)
                .parallel()
                .forEach(i -> shelf().save("me", "k", new Kept("d" + i, answer("r" + i), NOON)));

        Kept kept = shelf().find("me", "k").orElseThrow();
        assertThat(kept.answer().path("run").asText())
                .isEqualTo("r" + kept.digest().substring(1));
    }
}
