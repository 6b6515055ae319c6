package org.eyes4j.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private @TempDir Path folder;

    private SessionStore store(Instant now) {
        return new SessionStore(folder, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Turn turn(String question, String artifact) {
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
        assertThat(folder).isEmptyDirectory();
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
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void should_leave_nothing_of_a_session_in_which_nothing_was_asked() {
        store(NOW).open("talk").close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void should_go_on_with_what_was_whole_when_a_write_was_cut_short() throws IOException {
        try (OpenSession open = store(NOW).open("talk")) {
            open.keep(open.session().with(turn("Where?", "0".repeat(64))));
        }
        // GIVEN what a kill in the middle of a write leaves
        Files.writeString(folder.resolve("talk/session.json.unfinished"), "{\"version\": 1, \"tur");

        try (OpenSession open = store(NOW).open("talk")) {
            assertThat(open.session().turns()).hasSize(1);
            open.keep(open.session().with(turn("And now?", "0".repeat(64))));
        }
        assertThat(folder.resolve("talk/session.json.unfinished")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\": 2}",
                "{\"version\": 1}",
                "null",
                "{\"version\":1,\"id\":\"other\",\"created\":\"2026-11-23T12:00:00Z\",\"retired\":[],\"turns\":[]}"
            })
    void should_say_what_is_damaged_and_what_to_do(String text) throws IOException {
        Files.createDirectories(folder.resolve("talk"));
        Files.writeString(folder.resolve("talk/session.json"), text);

        assertThatThrownBy(() -> store(NOW).open("talk"))
                .isInstanceOf(SessionException.class)
                .hasMessageStartingWith(
                        "The session 'talk' cannot be read: " + folder.resolve("talk/session.json") + ": ")
                .hasMessageEndingWith(". Give another --session, or remove this one: eyes4j chat --remove talk");
        // AND it can be removed
        assertThat(store(NOW).remove("talk")).isTrue();
    }

    @Test
    void should_say_which_picture_is_gone() throws IOException {
        try (OpenSession open = store(NOW).open("talk")) {
            String artifact = open.keepPicture(new byte[] {1, 2, 3});
            Turn turn = turn("Where?", artifact);
            open.keep(open.session().with(turn));
            Files.delete(folder.resolve("talk/pictures/" + artifact.substring(0, 2) + "/" + artifact.substring(2, 4)
                    + "/" + artifact + ".bin"));

            assertThatThrownBy(() -> open.picture(turn.pictures().get(0)))
                    .isInstanceOf(SessionException.class)
                    .hasMessageStartingWith("The picture image1 (cat.png) of the session 'talk' cannot be read: ")
                    .hasMessageEndingWith("Give it again with --image");
        }
    }

    @Test
    void should_forget_old_ones_that_nobody_has() throws IOException {
        for (String id : List.of("old", "held", "young")) {
            try (OpenSession open = store(NOW).open(id)) {
                open.keep(open.session().with(turn("Where?", "0".repeat(64))));
            }
        }
        for (String id : List.of("old", "held")) {
            Files.setLastModifiedTime(
                    folder.resolve(id).resolve("session.json"),
                    java.nio.file.attribute.FileTime.from(NOW.minus(Duration.ofDays(31))));
        }
        Files.setLastModifiedTime(
                folder.resolve("young/session.json"),
                java.nio.file.attribute.FileTime.from(NOW.minus(Duration.ofDays(30))));
        try (OpenSession held = store(NOW).open("held")) {
            assertThat(store(NOW).prune(Duration.ZERO)).isEmpty();
            assertThat(store(NOW).prune(Duration.ofDays(30))).containsExactly("old");
            assertThat(held.session().id()).isEqualTo("held");
        }
        assertThat(store(NOW).list()).extracting(SessionStore.Summary::id).containsExactlyInAnyOrder("held", "young");
    }

    @Test
    void should_find_a_thing_again_by_label_and_overlap_only() {
        SceneLedger ledger = SceneLedger.of(List.of(turn("Where?", "0".repeat(64))), Set.of("r9"));
        Frame frame = Frame.of("image1", 100, 60);
        Detection same = Detection.of("Cat", 0.5, new BoundingBox(3, 2, 32, 40));

        assertThat(ledger.of(frame, same, Set.of())).hasValue("r1");
        assertThat(ledger.of(frame, same, Set.of("r1"))).isEmpty();
        assertThat(ledger.of(frame, same.withLabel("dog"), Set.of())).isEmpty();
        assertThat(ledger.of(frame, same.withBox(new BoundingBox(20, 2, 49, 40)), Set.of()))
                .isEmpty();
        assertThat(ledger.of(Frame.of("image2", 100, 60), same, Set.of())).isEmpty();
        // AND in a crop of the picture
        Frame crop = frame.derive(40, 40, new org.eyes4j.tools.geometry.Affine(1, 0, 1, 0, 1, 2));
        assertThat(ledger.of(crop, same.withBox(new BoundingBox(0, 0, 29, 38)), Set.of()))
                .hasValue("r1");
        assertThat(ledger.taken()).containsExactlyInAnyOrder("r1", "r9");
    }
}
