package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link ArtifactShelf} keeps to. */
public abstract class ArtifactShelfContractTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.000000001Z");

    /** An empty one; the same within a test. */
    protected abstract ArtifactShelf shelf();

    private static ArtifactRow row(String owner, String id, int second) {
        return new ArtifactRow(
                id, owner, "image/png", 5_000_000_000L, "貓 \"cat\".png", 640, 480, NOON.plusSeconds(second));
    }

    @Test
    void should_give_back_what_was_saved() {
        shelf().save(row("me", "a", 0));

        assertThat(shelf().find("me", "a")).hasValue(row("me", "a", 0));
        assertThat(shelf().find("you", "a")).isEmpty();
        assertThat(shelf().find("a")).hasValue(row("me", "a", 0));
        assertThat(shelf().find("b")).isEmpty();
    }

    @Test
    void should_renew_what_is_given_again() {
        shelf().save(row("me", "a", 0));
        shelf().save(row("me", "a", 9));

        assertThat(shelf().list("me", 9)).containsExactly(row("me", "a", 9));
    }

    @Test
    void should_keep_one_artifact_for_each_who_gave_it() {
        shelf().save(row("me", "a", 0));
        shelf().save(row("you", "a", 1));

        assertThat(shelf().remove("me", "a")).isTrue();
        assertThat(shelf().remove("me", "a")).isFalse();
        assertThat(shelf().find("a")).hasValue(row("you", "a", 1));
        assertThat(shelf().remove("you", "a")).isTrue();
        assertThat(shelf().find("a")).isEmpty();
    }

    @Test
    void should_list_the_latest_first_and_no_more_than_asked() {
        for (int i = 0; i < 5; i++) {
            shelf().save(row("me", "a" + i, i));
        }
        shelf().save(row("you", "b", 9));

        assertThat(shelf().list("me", 2)).extracting(ArtifactRow::id).containsExactly("a4", "a3");
        assertThat(shelf().list("nobody", 2)).isEmpty();
    }

    @Test
    void should_take_any_name() {
        String name = "a\u0000b\ud800c\ud83d\ude00";
        shelf().save(new ArtifactRow("x", "me", "text/plain", 0, name, 0, 0, NOON));

        assertThat(shelf().find("x").orElseThrow().name()).isIn(name, "a\ufffdb\ufffdc\ud83d\ude00");
    }
}
