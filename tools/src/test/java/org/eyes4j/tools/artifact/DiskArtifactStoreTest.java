package org.eyes4j.tools.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eyes4j.tools.hash.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskArtifactStoreTest extends ArtifactStoreContractTest {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path folder;

    @Override
    protected ArtifactStore store() {
        return new DiskArtifactStore(folder.resolve("artifacts"));
    }

    private Path file() {
        return folder.resolve("artifacts/2c/f2/" + HELLO + ".bin");
    }

    @Test
    void should_be_there_for_the_next_process() {
        ArtifactRef ref = store().put("hello".getBytes(UTF_8), "text/plain");

        assertThat(file()).hasContent("hello");
        assertThat(store().find(HELLO)).hasValue(ref);
    }

    @Test
    void should_notice_corrupted_bytes_when_they_are_read_and_mend_them_when_they_are_put_again() throws IOException {
        ArtifactStore store = store();
        store.put("hello".getBytes(UTF_8), "text/plain");
        Files.writeString(file(), "jello");

        assertThatThrownBy(() -> store.get(HELLO))
                .isInstanceOf(CorruptedArtifactException.class)
                .hasMessage("Artifact " + HELLO + " is corrupted: the bytes in " + file() + " hash to "
                        + Sha256.of("jello".getBytes(UTF_8)) + "; remove it and run the step that made it again");

        store.put("hello".getBytes(UTF_8), "text/plain");
        assertThat(store.get(HELLO)).asString(UTF_8).isEqualTo("hello");
    }

    @Test
    void should_give_the_bytes_when_the_file_with_the_type_is_lost() throws IOException {
        store().put("hello".getBytes(UTF_8), "text/plain");
        Files.delete(folder.resolve("artifacts/2c/f2/" + HELLO + ".type"));

        assertThat(store().find(HELLO)).hasValue(new ArtifactRef(HELLO, "application/octet-stream", 5));
        assertThat(store().get(HELLO)).hasSize(5);
    }

    @Test
    void should_leave_nothing_half_written_on_a_full_disk() throws IOException {
        Path root = folder.resolve("full");
        ArtifactStore store = new DiskArtifactStore(root, (file, bytes) -> {
            if (bytes.length > 100) {
                Files.write(file, new byte[50]);
                throw new IOException("No space left on device");
            }
            Files.write(file, bytes);
        });

        assertThatThrownBy(() -> store.put(new byte[1000], "image/png"))
                .isInstanceOf(ArtifactStoreException.class)
                .hasMessageMatching("Cannot keep 1000 bytes in " + root + ": the disk is full \\(\\d+ bytes free\\);"
                        + " free some space, or set EYES4J_HOME to another folder");

        assertThat(store.list()).isEmpty();
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void should_say_that_there_is_no_right_to_write() {
        ArtifactStore store = new DiskArtifactStore(folder, (file, bytes) -> {
            throw new AccessDeniedException(file.toString());
        });

        assertThatThrownBy(() -> store.put(new byte[3], "image/png"))
                .hasMessage("Cannot keep 3 bytes in " + folder + ": there is no right to write or read there;"
                        + " change its owner or mode, or set EYES4J_HOME to another folder");
    }
}
