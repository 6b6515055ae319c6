package org.eyes4j.tools.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ArtifactStore} does; an implementer inherits it. */
public abstract class ArtifactStoreContractTest {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    /** A new, empty store. */
    protected abstract ArtifactStore store();

    @Test
    void should_keep_bytes_under_their_hash() {
        ArtifactStore store = store();

        ArtifactRef ref = store.put("hello".getBytes(UTF_8), "text/plain");

        assertThat(ref).isEqualTo(new ArtifactRef(HELLO, "text/plain", 5));
        assertThat(store.find(HELLO)).hasValue(ref);
        assertThat(store.get(HELLO)).asString(UTF_8).isEqualTo("hello");
        assertThat(store.list()).containsExactly(ref);
    }

    @Test
    void should_keep_equal_bytes_once_with_their_first_media_type() {
        ArtifactStore store = store();
        ArtifactRef first = store.put("hello".getBytes(UTF_8), "text/plain");

        ArtifactRef again = store.put("hello".getBytes(UTF_8), "application/json");

        assertThat(again).isEqualTo(first);
        assertThat(store.list()).containsExactly(first);
    }

    @Test
    void should_keep_nothing_at_all_as_well() {
        ArtifactStore store = store();

        ArtifactRef ref = store.put(new byte[0], "application/octet-stream");

        assertThat(ref.size()).isZero();
        assertThat(store.get(ref.id())).isEmpty();
    }

    @Test
    void should_not_be_changed_through_the_arrays_that_pass() {
        ArtifactStore store = store();
        byte[] given = "hello".getBytes(UTF_8);

        store.put(given, "text/plain");
        given[0] = 'j';
        store.get(HELLO)[1] = 'a';

        assertThat(store.get(HELLO)).asString(UTF_8).isEqualTo("hello");
    }

    @Test
    void should_list_by_id_and_forget_what_is_removed() {
        ArtifactStore store = store();
        List<ArtifactRef> refs = IntStream.range(0, 20)
                .mapToObj(i -> store.put(new byte[] {(byte) i}, "application/octet-stream"))
                .toList();

        assertThat(store.list())
                .containsExactlyInAnyOrderElementsOf(refs)
                .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
        assertThat(store.remove(refs.get(3).id())).isTrue();
        assertThat(store.remove(refs.get(3).id())).isFalse();
        assertThat(store.find(refs.get(3).id())).isEmpty();
        assertThat(store.list()).hasSize(19);
    }

    @Test
    void should_say_that_an_artifact_is_not_there() {
        ArtifactStore store = store();

        assertThat(store.list()).isEmpty();
        assertThatThrownBy(() -> store.get(HELLO))
                .isInstanceOf(NoSuchArtifactException.class)
                .hasMessage("There is no artifact " + HELLO
                        + " here; it may have been removed, or belong to another store");
    }

    @Test
    void should_give_a_part_of_the_bytes() {
        ArtifactStore store = store();
        store.put("hello".getBytes(UTF_8), "text/plain");

        assertThat(store.range(HELLO, 1, 3)).asString(UTF_8).isEqualTo("ell");
        assertThat(store.range(HELLO, 3, 100)).asString(UTF_8).isEqualTo("lo");
        assertThat(store.range(HELLO, 5, 1)).isEmpty();
        assertThatThrownBy(() -> store.range(HELLO, 6, 1))
                .hasMessage("A range of artifact " + HELLO + " lies within its 5 bytes, got 1 bytes from 6");
        assertThatThrownBy(() -> store.range("0".repeat(64), 0, 1)).isInstanceOf(NoSuchArtifactException.class);
    }

    @Test
    void should_keep_megabytes() {
        ArtifactStore store = store();
        byte[] large = new byte[3 << 20];
        new Random(5).nextBytes(large);

        ArtifactRef ref = store.put(large, "application/octet-stream");

        assertThat(store.get(ref.id())).isEqualTo(large);
        assertThat(store.range(ref.id(), 2 << 20, 10)).isEqualTo(Arrays.copyOfRange(large, 2 << 20, (2 << 20) + 10));
    }

    @Test
    void should_look_up_nothing_that_is_no_id() {
        ArtifactStore store = store();

        assertThat(store.find("../../etc/passwd")).isEmpty();
        assertThat(store.remove("../../etc/passwd")).isFalse();
        assertThatThrownBy(() -> store.get("../../etc/passwd"))
                .isInstanceOf(NoSuchArtifactException.class)
                .hasMessage("'../../etc/passwd' is not an artifact's id: 64 hexadecimal digits (SHA-256)");
    }

    @Test
    void should_refuse_a_wrong_media_type() {
        assertThatThrownBy(() -> store().put(new byte[1], "../x"))
                .hasMessage("A media type looks like 'image/png', got '../x'");
    }

    @Test
    void should_serve_many_threads() {
        ArtifactStore store = store();

        List<ArtifactRef> refs = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> store.put(new byte[] {(byte) (i % 10)}, "application/octet-stream"))
                .toList();

        assertThat(store.list()).hasSize(10);
        refs.forEach(ref -> assertThat(store.get(ref.id())).hasSize(1));
    }
}
