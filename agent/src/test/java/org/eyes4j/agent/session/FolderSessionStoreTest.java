package org.eyes4j.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderSessionStoreTest extends SessionStoreContractTest {
    private @TempDir Path folder;

    @Override
    protected SessionStore store(Instant now) {
        return new FolderSessionStore(folder, Clock.fixed(now, ZoneOffset.UTC));
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
