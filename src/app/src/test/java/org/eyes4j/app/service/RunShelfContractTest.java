package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link RunShelf} keeps to. */
public abstract class RunShelfContractTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** An empty one; the same within a test. */
    protected abstract RunShelf shelf();

    private static ObjectNode order(String question) {
        return JSON.objectNode().put("question", question).put("a", 1.5).putNull("nothing");
    }

    private static RunRow queued(String id, String owner, int second) {
        return RunRow.queued(id, "ask", owner, NOON.plusSeconds(second), order("Wie viele Bäume, 幾棵樹 🌳?"));
    }

    private static Event event(long seq) {
        return new Event(
                seq, NOON.plusNanos(seq), "step.done", JSON.objectNode().put("n", (int) seq));
    }

    @Test
    void should_give_back_what_was_saved_and_what_it_became() {
        RunRow queued = queued("r1", "me", 0);
        shelf().save(queued);
        assertThat(shelf().find("r1")).hasValue(queued);

        RunRow running = queued.running(NOON.plusSeconds(1));
        shelf().save(running);
        assertThat(shelf().find("r1")).hasValue(running);

        RunRow done = running.ended(
                RunStatus.DONE, NOON.plusSeconds(2), JSON.objectNode().put("answer", 3), null);
        shelf().save(done);
        assertThat(shelf().find("r1")).hasValue(done);
        assertThat(shelf().find("r2")).isEmpty();
    }

    @Test
    void should_keep_why_a_run_failed() {
        RunRow failed = queued("r1", "me", 0)
                .running(NOON)
                .ended(RunStatus.FAILED, NOON, null, JSON.objectNode().put("title", "A bug"));
        shelf().save(failed);

        assertThat(shelf().find("r1")).hasValue(failed);
    }

    @Test
    void should_list_the_latest_first_of_one_owner_or_of_all() {
        for (int i = 0; i < 5; i++) {
            shelf().save(queued("r" + i, i % 2 == 0 ? "even" : "odd", i));
        }

        assertThat(shelf().list(Optional.empty(), Instant.MAX, 3))
                .extracting(RunRow::id)
                .containsExactly("r4", "r3", "r2");
        assertThat(shelf().list(Optional.of("even"), Instant.MAX, 9))
                .extracting(RunRow::id)
                .containsExactly("r4", "r2", "r0");
        assertThat(shelf().list(Optional.empty(), NOON.plusSeconds(2), 9))
                .extracting(RunRow::id)
                .containsExactly("r1", "r0");
        assertThat(shelf().list(Optional.of("nobody"), Instant.MAX, 9)).isEmpty();
        assertThat(shelf().list(Optional.of("' OR ''='"), Instant.MAX, 9)).isEmpty();
    }

    @Test
    void should_order_runs_of_one_moment_by_id() {
        List.of("b", "c", "a").forEach(id -> shelf().save(queued(id, "me", 0)));

        assertThat(shelf().list(Optional.empty(), Instant.MAX, 9))
                .extracting(RunRow::id)
                .containsExactly("c", "b", "a");
    }

    @Test
    void should_keep_events_in_order_and_give_those_after_one() {
        shelf().save(queued("r1", "me", 0));
        LongStream.rangeClosed(1, 5).forEach(seq -> shelf().append("r1", event(seq)));
        shelf().append("r2", event(1));

        assertThat(shelf().events("r1", 0, 99)).extracting(Event::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(shelf().events("r1", 0, 99).get(2)).isEqualTo(event(3));
        assertThat(shelf().events("r1", 2, 2)).extracting(Event::seq).containsExactly(3L, 4L);
        assertThat(shelf().events("r1", 5, 99)).isEmpty();
        assertThat(shelf().events("r2", 0, 99)).hasSize(1);
        assertThat(shelf().events("r3", 0, Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void should_keep_soon_in_order_and_tell_when_it_is_kept() throws InterruptedException {
        CountDownLatch kept = new CountDownLatch(200);
        List<Long> told = new ArrayList<>();
        LongStream.rangeClosed(1, 200)
                .forEach(seq -> shelf().appendSoon("r1", event(seq), () -> {
                    synchronized (told) {
                        told.add(seq);
                    }
                    kept.countDown();
                }));
        assertThat(kept.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(shelf().events("r1", 0, 999))
                .extracting(Event::seq)
                .isSorted()
                .hasSize(200);
        assertThat(told).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void should_keep_what_was_given_before_when_a_write_comes_back() {
        List<Long> told = new ArrayList<>();
        LongStream.rangeClosed(1, 20)
                .forEach(seq -> shelf().appendSoon("r1", event(seq), () -> {
                    synchronized (told) {
                        told.add(seq);
                    }
                }));
        shelf().append("r1", event(21));

        assertThat(shelf().events("r1", 0, 99)).hasSize(21);
    }

    @Test
    void should_forget_a_run_with_its_events() {
        shelf().save(queued("r1", "me", 0));
        shelf().append("r1", event(1));

        assertThat(shelf().remove("r1")).isTrue();
        assertThat(shelf().remove("r1")).isFalse();
        assertThat(shelf().find("r1")).isEmpty();
        assertThat(shelf().events("r1", 0, 9)).isEmpty();
    }

    @Test
    void should_give_parked_runs_to_whoever_goes_on_with_them_once() {
        shelf().save(queued("r2", "me", 2).running(NOON));
        shelf().save(queued("r1", "me", 1).running(NOON));
        shelf().save(queued("r3", "me", 3));
        assertThat(shelf().takeOver(9)).isEmpty();
        shelf().park(queued("r2", "me", 2));
        shelf().park(queued("r1", "me", 1));
        shelf().park(queued("r3", "me", 3));

        assertThat(shelf().takeOver(2))
                .containsExactly(
                        new RunShelf.Orphan(queued("r1", "me", 1), 0), new RunShelf.Orphan(queued("r2", "me", 2), 0));
        assertThat(shelf().takeOver(9)).extracting(o -> o.row().id()).containsExactly("r3");
        assertThat(shelf().takeOver(9)).isEmpty();
        // AND whoever has it now may end it
        shelf().save(queued("r1", "me", 1).ended(RunStatus.CANCELLED, NOON, null, null));
        assertThat(shelf().find("r1")).map(RunRow::status).hasValue(RunStatus.CANCELLED);
    }

    @Test
    void should_forget_the_oldest_that_are_over_and_no_others() {
        for (int i = 0; i < 6; i++) {
            shelf().save(queued("r" + i, "me", i).ended(RunStatus.DONE, NOON, null, null));
            shelf().append("r" + i, event(1));
        }
        shelf().save(queued("old", "me", -1));

        assertThat(shelf().prune(6)).isEmpty();
        assertThat(shelf().prune(4)).containsExactlyInAnyOrder("r0", "r1");
        assertThat(shelf().list(Optional.empty(), Instant.MAX, 99))
                .extracting(RunRow::id)
                .containsExactly("r5", "r4", "r3", "r2", "old");
        assertThat(shelf().events("r0", 0, 9)).isEmpty();
        assertThat(shelf().prune(0)).hasSize(4);
    }
}
