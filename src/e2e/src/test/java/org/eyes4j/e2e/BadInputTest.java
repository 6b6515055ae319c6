package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people give by mistake and others on purpose: a helpful message, the right exit code, nothing left half-written. */
class BadInputTest {
    private static final String QUESTION = "How many cups are there?";

    @TempDir
    private Path home;

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void choose_a_folder_that_is_not_there() {
        out = folder.resolve("out");
    }

    @Test
    void should_refuse_a_file_that_is_not_there() {
        Path file = folder.resolve("nowhere.png");

        refused(file, "There is no file " + file + ". Check the path");
    }

    @Test
    void should_refuse_a_folder() {
        refused(folder, folder + " is a folder. Name a picture file inside it");
    }

    @Test
    void should_refuse_an_empty_file() {
        Path file = BadFiles.write(folder, "empty.png", new byte[0]);

        refused(file, file + " is empty. Expected a picture; copy or download it again");
    }

    @Test
    void should_refuse_text_named_jpg() {
        Path file = BadFiles.write(folder, "note.jpg", "Dear picture,\n".getBytes());

        refused(file, file + " is no picture that can be read", "Expected JPEG, PNG, WebP, GIF, BMP or TIFF");
    }

    @Test
    void should_refuse_a_truncated_jpeg() throws IOException {
        Path file = BadFiles.truncatedJpeg(folder);

        refused(file, file + " is cut off");
    }

    @Test
    void should_refuse_a_header_of_900_megapixels_before_decoding() {
        Path file = BadFiles.write(folder, "huge.png", BadFiles.png(30_000, 30_000, BadFiles.chunk("IDAT", new byte[] {
            1, 2, 3
        })));

        refused(file, file + " has 30,000 x 30,000 pixels; at most 50,000,000 in all and 20,000 a side are decoded");
    }

    @Test
    void should_refuse_a_million_chunks_without_a_byte() {
        Path file = BadFiles.write(folder, "chunks.png", BadFiles.png(64, 64, BadFiles.emptyChunks("IDAT", 1_000_000)));

        refused(file, file.toString());
    }

    @Test
    void should_refuse_pixels_that_unpack_to_more_than_the_header_says_and_nothing_else() {
        byte[] bomb = BadFiles.chunk("IDAT", BadFiles.packedZeros(200 << 20));
        Path file = BadFiles.write(folder, "bomb.png", BadFiles.png(64, 64, bomb));

        Cli.Outcome outcome = Cli.at(home).run("plan", QUESTION, "--image", file.toString());

        // 64 x 64 black pixels stand at its beginning; the rest of the bomb is never unpacked.
        assertThat(outcome.code()).isIn(0, 2);
    }

    @Test
    void should_not_unpack_what_hides_in_text_chunks() {
        byte[] zeros = BadFiles.packedZeros(200 << 20);
        byte[] body = new byte[zeros.length + 3];
        body[0] = 'a';
        System.arraycopy(zeros, 0, body, 3, zeros.length);
        Path file = BadFiles.write(
                folder,
                "text.png",
                BadFiles.png(
                        64, 64, BadFiles.chunk("zTXt", body), BadFiles.chunk("IDAT", BadFiles.packedZeros(64 * 193))));

        Cli.Outcome outcome = Cli.at(home).run("plan", QUESTION, "--image", file.toString());

        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void should_tell_a_folder_that_may_not_be_entered() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.copy(Repository.sample("rocket.jpg"), closed.resolve("a.jpg"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Person somebody = Person.withoutRights();

        Person.Outcome outcome = somebody.run(
                home, "ask", QUESTION, "--image", closed.resolve("a.jpg").toString());
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("the folder " + closed + " may not be entered");
    }

    @Test
    void should_refuse_an_out_that_is_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        Cli.Outcome outcome = ask(Repository.sample("coffee.png"), file);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("eyes4j: --out needs a folder, and " + file + " is a file; give another name\n");
        assertThat(file).hasContent("mine");
    }

    @Test
    void should_refuse_an_out_below_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        Cli.Outcome outcome = ask(Repository.sample("coffee.png"), file.resolve("below/this"));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--out needs a folder, and " + file + " is a file; give another name");
    }

    @Test
    void should_leave_nothing_behind_on_a_full_disk() throws Exception {
        TinyDisk disk = TinyDisk.mount(folder.resolve("disk"));
        try (disk) {
            Cli.Outcome outcome = Cli.at(home)
                    .run(
                            "tools",
                            "call",
                            "crop",
                            "--arg",
                            "image=" + Repository.sample("coffee.png"),
                            "--arg",
                            "items={\"regions\":[{\"label\":\"all\",\"box\":[0,0,600,400]}]}",
                            "--out",
                            disk.path().resolve("out/below").toString());

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err())
                    .isEqualTo("eyes4j: there is no room left on the disk of "
                            + disk.path().resolve("out/below")
                            + ", so nothing was written there; free some space or give another --out\n");
            assertThat(disk.path()).isEmptyDirectory();
        }
    }

    @Test
    void should_take_back_a_folder_that_it_made_for_nothing() {
        Cli.Outcome outcome = Cli.at(home)
                .run(
                        "tools",
                        "call",
                        "crop",
                        "--arg",
                        "image=" + Repository.sample("coffee.png"),
                        "--out",
                        out.resolve("below").toString());

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask", "plan"})
    void should_refuse_a_model_that_does_not_exist(String command) {
        Cli.Outcome outcome = Cli.at(home)
                .run(
                        command,
                        QUESTION,
                        "--image",
                        Repository.sample("coffee.png").toString(),
                        "--model",
                        "coco-sdd");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("Unknown model `coco-sdd`").contains("coco-ssd");
    }

    @Test
    void should_say_what_to_install_when_a_model_cannot_be_had() {
        Cli.Outcome outcome = Cli.at(home)
                .run("ask", QUESTION, "--image", Repository.sample("coffee.png").toString(), "--offline", "--json");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.json().at("/steps/0/status").asText()).isEqualTo("failed");
        assertThat(outcome.json().at("/steps/0/error").asText())
                .contains("Offline mode is on")
                .contains("`eyes4j models pull coco-ssd`");
        assertThat(outcome.json().at("/claims/0/status").asText()).isEqualTo("unknown");
    }

    private void refused(Path picture, String... messages) {
        Cli.Outcome outcome = ask(picture, out);

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("eyes4j: ").contains(messages).doesNotContain("Exception", "\tat ");
        assertThat(outcome.out()).isEmpty();
        assertThat(out).doesNotExist();
    }

    private Cli.Outcome ask(Path picture, Path target) {
        return Cli.at(home).run("ask", QUESTION, "--image", picture.toString(), "--out", target.toString());
    }

    /** A disk with room for almost nothing. */
    private record TinyDisk(Path path) implements AutoCloseable {
        static TinyDisk mount(Path path) throws Exception {
            Files.createDirectories(path);
            int code = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", path.toString())
                    .start()
                    .waitFor();
            Assumptions.assumeTrue(code == 0, "mounting a tiny disk needs rights that this user does not have");
            return new TinyDisk(path);
        }

        @Override
        public void close() throws Exception {
            new ProcessBuilder("umount", path.toString()).start().waitFor();
        }
    }
}
