package org.eyes4j.app.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nothing half-written stays, however the writing ends. */
class OutFolderTest {
    @TempDir
    private Path folder;

    @Test
    void should_write_all_files_and_nothing_else() throws Exception {
        Path made = folder.resolve("a/b");
        try (OutFolder out = OutFolder.open(made, "--out")) {
            out.add("one.txt", new byte[] {1});
            out.add("two.txt", new byte[] {2});
            out.write();
        }

        assertThat(names(made)).containsExactly("one.txt", "two.txt");
    }

    @Test
    void should_take_back_the_folders_that_it_made_for_nothing() throws Exception {
        Files.createDirectory(folder.resolve("mine"));

        OutFolder.open(folder.resolve("mine/a/b"), "--out").close();

        assertThat(folder.resolve("mine")).isEmptyDirectory();
    }

    @Test
    void should_keep_a_folder_that_was_there() throws Exception {
        OutFolder.open(folder, "--out").close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void should_leave_nothing_when_a_file_cannot_be_moved_in() throws Exception {
        Files.createDirectories(folder.resolve("taken/by"));
        try (OutFolder out = OutFolder.open(folder, "--out")) {
            out.add("taken", new byte[1]);

            assertThatThrownBy(out::write).isInstanceOf(OutputException.class);
        }

        assertThat(names(folder)).containsExactly("taken");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void should_clean_up_when_a_signal_ends_the_program() throws Exception {
        Path made = folder.resolve("a/b");
        Process process = HalfWay.start(made);
        assertThat(names(made)).hasSize(1);

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void should_remove_what_a_killed_process_left_and_not_what_a_living_one_uses() throws Exception {
        Process living = HalfWay.start(folder);
        List<String> its = names(folder);
        Process killed = HalfWay.start(folder);
        killed.destroyForcibly().waitFor();
        assertThat(names(folder)).hasSize(2).containsAll(its);

        OutFolder.open(folder, "--out").close();

        assertThat(names(folder)).isEqualTo(its);
        living.destroyForcibly().waitFor();
        OutFolder.open(folder, "--out").close();
        assertThat(folder).isEmptyDirectory();
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> String.valueOf(p.getFileName())).sorted().toList();
        }
    }
}
