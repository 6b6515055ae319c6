package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `plan` says of a plan's needs, in a home where nothing is installed; nothing of it is fetched. */
class PlanPreviewTest {
    private static final String COFFEE = Repository.sample("coffee.png").toString();
    private static final String QUESTION = "How many cups are there, and what does the sign say?";

    @TempDir
    private Path home;

    @Test
    void should_tell_what_is_to_be_pulled_what_memory_it_takes_and_how_long() {
        Cli.Outcome outcome = Cli.at(home).run("plan", QUESTION, "--image", COFFEE);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("""

                STEP       MODEL      STATE              MEMORY    TIME
                find_cup   coco-ssd   a pull of 18.6 MB  157.3 MB  0.8 s (a guess)
                count_cup  -          -                  -         under 0.1 s (a guess)
                lines      pp-ocr-v4  a pull of 15.6 MB  262.1 MB  3.0 s (a guess)
                In all: 2 models, a pull of 34.2 MB, some 419.4 MB of memory, about 3.0 s once they are here
                """);
        assertThat(home.resolve("models")).doesNotExist();
    }

    @Test
    void should_tell_programs_the_same() {
        JsonNode preview = plan(QUESTION).path("preview");

        assertThat(preview.at("/steps/0/models/0").asText()).isEqualTo("coco-ssd");
        assertThat(preview.path("models").findValuesAsText("installed")).containsExactly("false", "false");
        assertThat(preview.path("download_bytes").asLong())
                .isEqualTo(preview.at("/models/0/download_bytes").asLong()
                        + preview.at("/models/1/download_bytes").asLong());
        assertThat(preview.path("download_unknown")).isEmpty();
        assertThat(preview.path("memory_bytes").asLong()).isEqualTo((150L + 250) << 20);
        // The two branches run beside each other.
        assertThat(preview.path("millis").asLong()).isEqualTo(3000);
    }

    @Test
    void should_follow_the_policy_and_say_where_a_size_is_not_known() {
        JsonNode preview = plan("How many cups are there?", "--policy", "best").path("preview");

        assertThat(preview.at("/models/0/unverified").asBoolean()).isTrue();
        assertThat(preview.path("download_unknown").get(0).asText())
                .isEqualTo(preview.at("/models/0/name").asText());
    }

    @Test
    void should_follow_a_wish() {
        JsonNode preview =
                plan("How many cups are there?", "--model", "centernet").path("preview");

        assertThat(preview.at("/models").findValuesAsText("name")).containsExactly("centernet");
    }

    @Test
    void should_count_the_model_that_compares_words_no_label_stands_for() {
        JsonNode preview = plan("How many gizmos are there?").path("preview");

        assertThat(preview.at("/models").findValuesAsText("name")).containsExactly("coco-ssd", "minilm-l6-v2-q");
    }

    @Test
    void should_estimate_by_what_earlier_runs_took() {
        String question = "What are the main colours?";
        JsonNode before = plan(question).at("/preview/steps/0");
        Cli.Outcome ask = Cli.at(home).run("ask", question, "--image", COFFEE, "--json");
        JsonNode after = plan(question).at("/preview/steps/0");

        assertThat(before.path("measured_steps").asInt()).isZero();
        assertThat(after.path("measured_steps").asInt()).isEqualTo(1);
        assertThat(after.path("millis").asLong())
                .isEqualTo(ask.json().at("/steps/0/millis").asLong());
    }

    private JsonNode plan(String question, String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(new String[] {"plan", question, "--image", COFFEE, "--json"}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        Cli.Outcome outcome = Cli.at(home).run(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.json();
    }
}
