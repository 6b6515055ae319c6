package org.eyes4j.app.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private @TempDir Path folder;

    private static ObjectNode line(String item, String digest) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("item", item)
                .put("status", "done")
                .put("sha256", digest)
                .put("workflow", "w");
    }

    private static List<String> items(Journal journal) throws IOException {
        List<String> items = new ArrayList<>();
        journal.each(line ->
                items.add(line.path("item").asText() + " " + line.path("sha256").asText()));
        return items;
    }

    @Test
    void should_know_again_what_was_written() throws IOException {
        try (Journal journal = Journal.open(folder)) {
            journal.append(line("b.png", "2"), 1);
            ObjectNode failed = line("c.png", "3").put("status", "failed");
            failed.putObject("failure").put("kind", "bad_input");
            journal.append(failed, 2);
            journal.append(line("a.png", "1"), 0);

            assertThat(items(journal)).containsExactly("a.png 1", "b.png 2", "c.png 3");
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(journal.find("a.png")).contains(new Journal.Known("1", "w", true, null));
            assertThat(journal.find("c.png")).contains(new Journal.Known("3", "w", false, FailureKind.BAD_INPUT));
            assertThat(journal.find("d.png")).isEmpty();
            assertThat(journal.unmet()).isEqualTo(3);
            assertThat(items(journal)).as("as they lie in the file").containsExactly("b.png 2", "c.png 3", "a.png 1");
        }
    }

    @Test
    void should_cut_off_a_torn_line_and_go_on_behind_the_last_whole_one() throws IOException {
        try (Journal journal = Journal.open(folder)) {
            journal.append(line("a.png", "1"), 0);
        }
        Files.writeString(folder.resolve(Journal.FILE), "{\"item\":\"b.png\",\"sta", StandardOpenOption.APPEND);
        try (Journal journal = Journal.open(folder)) {
            assertThat(journal.find("b.png")).isEmpty();
            assertThat(journal.unreadable()).isZero();
            journal.append(line("b.png", "2"), 1);
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(items(journal)).containsExactly("a.png 1", "b.png 2");
        }
    }

    @Test
    void should_let_the_last_line_of_an_item_count_and_pass_over_what_is_none() throws IOException {
        try (Journal journal = Journal.open(folder)) {
            journal.append(line("a.png", "1"), 0);
            journal.append(line("b.png", "2"), 1);
            journal.append(line("a.png", "9"), 0);

            assertThat(items(journal)).containsExactly("a.png 9", "b.png 2");
        }
        Files.writeString(folder.resolve(Journal.FILE), "not json\n{}\n", StandardOpenOption.APPEND);
        try (Journal journal = Journal.open(folder)) {
            assertThat(journal.unreadable()).isEqualTo(2);
            assertThat(journal.size()).isEqualTo(2);
            journal.keep("b.png", 0);
            assertThat(items(journal)).containsExactly("b.png 2", "a.png 9");
        }
    }
}
