package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eyes4j.agent.session.OpenSession;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.app.store.Store;
import org.eyes4j.config.Home;
import org.eyes4j.tools.artifact.DiskArtifactStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversations through the command line, with the real models. */
class SessionsTest {
    private static final String CAT = Repository.sample("chelsea.png").toString();
    private static final String COFFEE = Repository.sample("coffee.png").toString();

    @TempDir
    private Path data;

    private Cli cli() {
        return Cli.ofUser().with("XDG_DATA_HOME", data.toString());
    }

    private Cli.Outcome run(String... arguments) {
        return RealModels.checked(cli().run(arguments));
    }

    @Test
    void should_know_the_picture_and_what_was_seen_in_it_the_second_time() {
        // GIVEN a question with a picture
        Cli.Outcome first = run("ask", "Where is the cat?", "--image", CAT, "--session", "talk", "--json");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.json().path("session").asText()).isEqualTo("talk");

        // WHEN another follows without one
        JsonNode second =
                run("ask", "What colour is it?", "--session", "talk", "--json").json();

        // THEN it is about the same cat, which is not looked for again
        assertThat(second.path("answer").asText()).startsWith("The cat is mainly ");
        assertThat(second.path("regions").findValuesAsText("id"))
                .isEqualTo(first.json().path("regions").findValuesAsText("id"));
        assertThat(second.path("steps").findValuesAsText("tool")).doesNotContain("detect");
        assertThat(cli().run("chat", "--sessions").out()).startsWith("talk  ").contains("2 questions  1 picture");
    }

    @Test
    void should_talk_line_by_line_and_go_on_after_what_fails() throws IOException {
        Path saved = data.resolve("saved");
        Cli.Outcome chat =
                RealModels.checked(cli().type("""
                        /image %s
                        What is in the picture?
                        what colour is the cup?

                        now without the background
                        /save %s
                        /imag %s
                        /image nothing.png
                        blur #r9
                        /plan
                        /undo
                        /regions
                        """.formatted(COFFEE, saved, COFFEE), "chat", "--session", "c"));

        assertThat(chat.code()).as(chat.err()).isZero();
        assertThat(chat.out())
                .contains("I see 1 cup and 1 dining table.  [r1, r2]")
                .contains("The cup is mainly ")
                .contains("I cut out the cup, on a transparent background.  [r1]")
                .contains("There is no region r9 in this session. Known: r1 cup, r2 dining table.")
                .contains("the_cup = select(items: inputs.that)")
                .contains("image1  " + COFFEE + "  600 x 400");
        assertThat(chat.err())
                .startsWith("eyes4j: session 'c'; /help lists the commands\n")
                .contains("eyes4j: There is no command '/imag'; did you mean '/image'?\n")
                .contains("eyes4j: There is no file nothing.png. Check the path\n")
                .contains("eyes4j: the last question is taken back\n");
        assertThat(saved.resolve("cutout.png")).exists();

        // AND the next chat goes on where this one ended
        Cli.Outcome more =
                RealModels.checked(cli().type("where is the table?\n/quit\nnever read\n", "chat", "--session", "c"));
        assertThat(more.err()).startsWith("eyes4j: session 'c' goes on after 2 questions about 1 picture");
        assertThat(more.out()).startsWith("The ").contains("  [r2]").doesNotContain("never");
    }

    @Test
    void should_ask_back_and_take_the_next_question_as_the_answer() {
        run("ask", "What is in the picture?", "--image", COFFEE, "--session", "talk");

        Cli.Outcome unclear = run("ask", "Where is it?", "--session", "talk");
        Cli.Outcome json = run("ask", "Where is it?", "--session", "talk", "--json");

        assertThat(unclear.code()).isEqualTo(2);
        assertThat(unclear.out()).isEqualTo("Which do you mean by \"it\": r2 (dining table) or r1 (cup)?\n");
        assertThat(json.code()).isEqualTo(2);
        assertThat(json.json().path("options").findValuesAsText("id")).containsExactly("r2", "r1");
        assertThat(run("ask", "the cup", "--session", "talk").out()).startsWith("The cup is at the top");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ../up | 2 | A session's id is 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit; got '../up'
        talk  | 2 | There is no picture yet in the session 'talk'; give one or more with --image FILE (in a chat: /image FILE)
        bad   | 1 | The session 'bad' cannot be read:
        held  | 1 | The session 'held' is in use by another eyes4j
        """)
    void should_say_what_is_wrong_with_a_session(String id, int code, String message) throws IOException {
        Path sessions = data.resolve("eyes4j/sessions");
        Files.createDirectories(sessions.resolve("bad"));
        Files.writeString(sessions.resolve("bad/session.json"), "{");
        try (SessionStore store = Store.sessionsOf(
                        Map.of(),
                        new Home(data.resolve("cache"), data.resolve("eyes4j")),
                        new DiskArtifactStore(data.resolve("eyes4j").resolve("artifacts")));
                OpenSession held = store.open("held")) {
            assertThat(held.isFresh()).isTrue();

            Cli.Outcome outcome = cli().run("ask", "Where is the cat?", "--session", id);

            assertThat(outcome.code()).isEqualTo(code);
            assertThat(outcome.err()).startsWith("eyes4j: " + message.strip());
        }
    }

    @Test
    void should_forget_a_session() {
        run("ask", "What are the main colours?", "--image", COFFEE, "--session", "talk");

        assertThat(cli().run("chat", "--remove", "talk").code()).isZero();
        Cli.Outcome again = cli().run("chat", "--remove", "talk");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).isEqualTo("eyes4j: There is no session 'talk'; 'eyes4j chat --sessions' lists them\n");
        assertThat(cli().run("chat", "--sessions").out()).isEqualTo("There are no sessions yet.\n");
    }
}
