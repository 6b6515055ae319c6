package org.eyes4j.agent.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SessionStore} keeps to. */
public abstract class SessionStoreContractTest {
    protected static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** The same conversations each time, as another process would have them, at another time. */
    protected abstract SessionStore store(Instant now);

    static Turn turn(String question, String artifact) {
        Frame frame = Frame.of("image1", 100, 60);
        Detection cat = Detection.of("cat", 0.9, new BoundingBox(1, 2, 30, 40))
                .withMask(Mask.fromBox(100, 60, new BoundingBox(1, 2, 30, 40)))
                .withText("a \"quoted\" tag")
                .withAttribute("colours", "red");
        return new Turn(
                NOW,
                question,
                question,
                List.of(new SessionPicture("image1", "cat.png", artifact, 5, 100, 60)),
                List.of("image1"),
                List.of(new FoundRegion(frame, new Region("r1", cat))),
                List.of(new Looked("image1", "cat", "kitty")),
                List.of("r1"),
                List.of(new Fact("There is 1 cat.", Claim.Status.SUPPORTED, List.of("r1"), List.of("1"))),
                Outcome.ANSWERED,
                "offline",
                "run-1",
                2,
                345);
    }

    @Test
    void should_give_back_what_was_kept() {
        Session kept;
        try (OpenSession open = store(NOW).open("a.B_c-1")) {
            String artifact = open.keepPicture(new byte[] {1, 2, 3, 4, 5});
            open.keep(open.session().with(turn("Where is the cat?", artifact)));
            open.keep(open.session().waitingFor(new Pending("What is it?", "it", List.of("r1", "r2"))));
            kept = open.session();
        }

        try (OpenSession open = store(NOW).open("a.B_c-1")) {
            assertThat(open.session()).isEqualTo(kept);
            SessionPicture picture = open.session().ledger().pictures().get(0);
            assertThat(open.picture(picture)).containsExactly(1, 2, 3, 4, 5);
        }
        assertThat(store(NOW).list()).singleElement().satisfies(summary -> {
            assertThat(summary.id()).isEqualTo("a.B_c-1");
            assertThat(summary.questions()).isEqualTo(1);
            assertThat(summary.pictures()).isEqualTo(1);
            assertThat(summary.last()).isEqualTo("Where is the cat?");
            assertThat(summary.fault()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "-x", "a b", "ä", "x\u0000"})
    void should_refuse_what_can_be_no_id(String id) {
        assertThatThrownBy(() -> store(NOW).open(id))
                .isInstanceOf(SessionException.class)
                .hasMessageStartingWith("A session's id is 1 to 64 letters, digits, '.', '_' and '-'");
        assertThat(store(NOW).list()).isEmpty();
    }

    @Test
    void should_refuse_an_id_of_65_letters_and_take_one_of_64() {
        store(NOW).open("a".repeat(64)).close();

        assertThatThrownBy(() -> store(NOW).open("a".repeat(65))).isInstanceOf(SessionException.class);
    }

    @Test
    void should_let_one_at_a_time_have_a_session() {
        try (OpenSession open = store(NOW).open("talk")) {
            open.keep(open.session().with(turn("Where?", "0".repeat(64))));
            assertThatThrownBy(() -> store(NOW).open("talk"))
                    .isInstanceOf(SessionException.class)
                    .hasMessage("The session 'talk' is in use by another eyes4j (process "
                            + ProcessHandle.current().pid() + "); end that one, or give another --session");
            assertThatThrownBy(() -> store(NOW).remove("talk"))
                    .isInstanceOfSatisfying(
                            SessionException.class, e -> assertThat(e.kind()).isEqualTo(SessionException.Kind.LOCKED));
        }
        assertThat(store(NOW).remove("talk")).isTrue();
        assertThat(store(NOW).remove("talk")).isFalse();
        assertThat(store(NOW).list()).isEmpty();
    }

    @Test
    void should_leave_nothing_of_a_session_in_which_nothing_was_asked() {
        store(NOW).open("talk").close();

        assertThat(store(NOW).list()).isEmpty();
    }

    private void talk(String id, String owner, Instant at, String... questions) {
        try (OpenSession open = store(at).open(id, owner)) {
            for (String question : questions) {
                open.keep(open.session().with(turn(question, open.keepPicture(question.getBytes(UTF_8)))));
                open.keepAnswer(JsonNodeFactory.instance.objectNode().put("to", question));
            }
        }
    }

    @Test
    void should_tell_the_owners_and_the_latest_first() {
        talk("a", "ann", NOW, "Where is the cat?");
        talk("b", "bob", NOW.plusSeconds(5), "How many dogs?", "And cats?");
        talk("c", "ann", NOW.plusSeconds(9), "What is it?");

        assertThat(store(NOW).list()).extracting(SessionStore.Summary::id).containsExactly("c", "b", "a");
        assertThat(store(NOW).list(SessionStore.Search.of(Optional.of("ann"), "", 9)))
                .extracting(SessionStore.Summary::id)
                .containsExactly("c", "a");
        assertThat(store(NOW).list(SessionStore.Search.of(Optional.of("ann"), "", 1)))
                .extracting(SessionStore.Summary::owner)
                .containsExactly("ann");
        assertThat(store(NOW).find("b")).map(SessionStore.Kept::owner).hasValue("bob");
        // AND who goes on with one does not become its owner
        talk("b", "ann", NOW.plusSeconds(20), "More?");
        assertThat(store(NOW).find("b")).map(SessionStore.Kept::owner).hasValue("bob");
    }

    @Test
    void should_call_a_session_by_its_first_question_until_it_is_named() {
        talk("a", "ann", NOW, "Where is the cat?", "And now?");
        assertThat(store(NOW).list()).extracting(SessionStore.Summary::title).containsExactly("Where is the cat?");

        assertThat(store(NOW).rename("a", "  My\n cats ")).isTrue();
        assertThat(store(NOW).rename("b", "x")).isFalse();

        assertThat(store(NOW).list()).extracting(SessionStore.Summary::title).containsExactly("My cats");
        assertThat(store(NOW).find("a")).map(SessionStore.Kept::title).hasValue("My cats");
        talk("a", "ann", NOW, "Still?");
        assertThat(store(NOW).find("a")).map(SessionStore.Kept::title).hasValue("My cats");
        store(NOW).rename("a", "");
        assertThat(store(NOW).find("a")).map(SessionStore.Kept::title).hasValue("Where is the cat?");
    }

    @Test
    void should_take_a_title_of_200_characters_and_refuse_a_longer_one() {
        talk("a", "ann", NOW, "Where?");

        assertThat(store(NOW).rename("a", "t".repeat(200))).isTrue();
        assertThatThrownBy(() -> store(NOW).rename("a", "t".repeat(201)))
                .isInstanceOf(SessionException.class)
                .hasMessage("A session's title is at most 200 characters; got 201");
    }

    @Test
    void should_find_sessions_by_words_of_titles_questions_and_answers() {
        talk("a", "ann", NOW, "Where is the KITTEN?");
        talk("b", "ann", NOW.plusSeconds(1), "圖裡有幾隻貓？", "100% of_them!");
        store(NOW).rename("b", "Holiday in Rome");

        assertThat(found("kitten")).containsExactly("a");
        assertThat(found("Kitten where")).containsExactly("a");
        assertThat(found("kitten rome")).isEmpty();
        assertThat(found("幾隻貓")).containsExactly("b");
        assertThat(found("roME")).containsExactly("b");
        assertThat(found("there is 1 cat")).containsExactly("b", "a");
        assertThat(found("100% of_them!")).containsExactly("b");
        assertThat(found("1_0%")).isEmpty();
        assertThat(found("'; DROP")).isEmpty();
    }

    private List<String> found(String words) {
        return store(NOW).list(SessionStore.Search.of(Optional.empty(), words, 99)).stream()
                .map(SessionStore.Summary::id)
                .toList();
    }

    @Test
    void should_keep_what_turns_were_answered_until_they_are_taken_back() {
        talk("a", "ann", NOW, "One?", "Two?");
        assertThat(store(NOW).find("a").orElseThrow().answers())
                .extractingByKeys(1, 2)
                .extracting(answer -> answer.get("to").textValue())
                .containsExactly("One?", "Two?");

        try (OpenSession open = store(NOW).open("a")) {
            open.keep(open.session().undone());
            open.sweep();
        }

        assertThat(store(NOW).find("a").orElseThrow().answers()).containsOnlyKeys(1);
    }

    @Test
    void should_make_another_session_of_the_first_turns() {
        talk("a", "ann", NOW, "One?", "Two?", "Three?");

        store(NOW.plusSeconds(5)).branch("a", 2, "b", "bob");

        SessionStore.Kept branch = store(NOW).find("b").orElseThrow();
        assertThat(branch.session().turns()).extracting(Turn::question).containsExactly("One?", "Two?");
        assertThat(branch.owner()).isEqualTo("bob");
        assertThat(branch.answers()).containsOnlyKeys(1, 2);
        // AND it stands on its own
        store(NOW).remove("a");
        try (OpenSession open = store(NOW).open("b")) {
            SessionPicture picture = open.session().ledger().pictures().get(0);
            assertThat(Sha256.of(open.picture(picture))).isEqualTo(picture.artifact());
        }
        for (int turns : new int[] {0, 3}) {
            assertThatThrownBy(() -> store(NOW).branch("b", turns, "c", "bob"))
                    .isInstanceOf(SessionException.class)
                    .hasMessage("The session 'b' has turns 1 to 2; got " + turns);
        }
        assertThatThrownBy(() -> store(NOW).branch("b", 1, "b", "bob"))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("'b'");
        assertThatThrownBy(() -> store(NOW).branch("no", 1, "c", "bob"))
                .isInstanceOf(SessionException.class)
                .hasMessage("There is no session 'no'");
    }

    @Test
    void should_forget_old_ones_that_nobody_has() {
        for (String id : List.of("old", "held")) {
            talk(id, "ann", NOW.minus(Duration.ofDays(31)), "Where?");
        }
        talk("young", "ann", NOW.minus(Duration.ofDays(30)), "Where?");
        try (OpenSession held = store(NOW).open("held")) {
            assertThat(store(NOW).prune(Duration.ZERO)).isEmpty();
            assertThat(store(NOW).prune(Duration.ofDays(30))).containsExactly("old");
            assertThat(held.session().id()).isEqualTo("held");
        }
        assertThat(store(NOW).list()).extracting(SessionStore.Summary::id).containsExactlyInAnyOrder("held", "young");
    }
}
