package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong command lines, and the commands that say what there is. */
class UsageTest {
    @TempDir
    private Path home;

    @Test
    void should_tell_the_nearest_command() {
        Cli.Outcome outcome = Cli.at(home).run("aks", "what is this?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("""
                eyes4j: Unknown command 'eyes4j aks'; did you mean 'ask'?
                See: eyes4j --help
                """);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void should_tell_the_nearest_option() {
        Cli.Outcome outcome = Cli.at(home).run("ask", "what is this?", "--imgae", "a.png");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("'eyes4j ask' has no option '--imgae'; did you mean '--image'?");
    }

    @Test
    void should_help_when_asked_for_help() {
        Cli.Outcome all = Cli.at(home).run("help");
        Cli.Outcome one = Cli.at(home).run("help", "ask");

        assertThat(all.code()).isZero();
        assertThat(all.out()).contains("Usage: eyes4j").contains("eyes4j COMMAND --help tells more.");
        assertThat(one.out()).startsWith("Usage: eyes4j ask ");
    }

    @Test
    void should_say_how_a_picture_is_given() {
        String picture = Repository.sample("chelsea.png").toString();
        Cli.Outcome outcome = Cli.at(home).run("ask", "Is there a cat?", picture);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("; a picture is given with --image " + picture + "\n");
    }

    @Test
    void should_refuse_to_swap_in_a_model_that_does_not_serve_the_tool() {
        String picture = Repository.sample("chelsea.png").toString();
        String run = Cli.at(home)
                .run("ask", "What are the main colours?", "--image", picture, "--json")
                .json()
                .path("run")
                .asText();

        Cli.Outcome outcome = Cli.at(home).run("trace", run, "--replay", "--swap", "detect=minisam");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("eyes4j: --swap detect=minisam: minisam does not serve 'detect'; these do: coco-ssd, ");
    }

    @Test
    void should_say_that_a_wished_model_was_not_used() {
        String picture = Repository.sample("chelsea.png").toString();
        Cli.Outcome ask = Cli.at(home)
                .run("ask", "What are the main colours?", "--image", picture, "--model", "minisam", "--json");
        Cli.Outcome call =
                Cli.at(home).run("tools", "call", "colours", "--arg", "image=" + picture, "--model", "minisam");

        assertThat(ask.json().path("warnings").toString())
                .contains("'minisam' was not used: no step of this plan is one that it serves");
        assertThat(call.err()).isEqualTo("eyes4j: note: 'minisam' was not used: it does not serve colours\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--image,'--image needs a file, got an empty name'",
        "--out,'--out needs the name of a folder, got an empty one'"
    })
    void should_refuse_an_empty_name(String option, String message) {
        String picture = Repository.sample("chelsea.png").toString();
        Cli.Outcome outcome = Cli.at(home).run("ask", "Is there a cat?", "--image", picture, option, "");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("eyes4j: " + message + "\n");
    }

    @Test
    void should_tell_a_missing_file_of_an_argument_without_a_word_of_java() {
        Cli.Outcome outcome = Cli.at(home).run("tools", "call", "count", "--arg", "items=@nowhere.json");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("eyes4j: There is no file nowhere.json. Check the path after '@'\n");
    }

    @Test
    void should_tell_what_is_no_sound() {
        Cli.Outcome missing = Cli.at(home).run("tools", "call", "transcribe", "--arg", "audio=/nowhere.wav");
        String picture = Repository.sample("chelsea.png").toString();
        Cli.Outcome other = Cli.at(home).run("tools", "call", "transcribe", "--arg", "audio=" + picture);

        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).isEqualTo("eyes4j: There is no file /nowhere.wav. Check the path\n");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .isEqualTo("eyes4j: " + picture
                        + " is no WAV file: expected it to begin with RIFF and WAVE. Convert it, as"
                        + " with `ffmpeg -i FILE -c:a pcm_s16le OUT.wav`\n");
    }

    @Test
    void should_tell_a_missing_settings_file_without_a_word_of_java() {
        Cli.Outcome outcome =
                Cli.at(home).with("EYES4J_CONFIG", "/no/such.yaml").run("models");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo(
                        "eyes4j: EYES4J_CONFIG: expected a readable YAML file, found `/no/such.yaml`: there is no such"
                                + " file\n");
    }

    @Test
    void should_say_what_keeps_a_home_from_being_used() throws Exception {
        java.nio.file.Path file = java.nio.file.Files.createFile(home.resolve("file"));
        String picture = Repository.sample("chelsea.png").toString();

        Cli.Outcome doctor = Cli.at(file).run("doctor", "--offline");
        Cli.Outcome ask = Cli.at(file).run("ask", "What are the main colours?", "--image", picture);

        assertThat(doctor.code()).isEqualTo(3);
        assertThat(doctor.out())
                .contains("cannot be written to: EYES4J_HOME needs a folder, and " + file + " is a file");
        assertThat(ask.out()).contains("This run could not be kept for 'trace'").doesNotContain("How it came about");
    }

    @Test
    void should_list_runs_with_their_questions() {
        String picture = Repository.sample("chelsea.png").toString();
        Cli.Outcome ask = Cli.at(home).run("ask", "What are the main colours?", "--image", picture, "--json");

        assertThat(Cli.at(home).run("trace").out())
                .isEqualTo(ask.json().path("run").asText() + "  What are the main colours?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "react"})
    void should_say_what_a_language_model_planner_needs(String planner) {
        Cli.Outcome outcome = Cli.at(home)
                .run(
                        "ask",
                        "Is there a cat?",
                        "--image",
                        Repository.sample("chelsea.png").toString(),
                        "--planner",
                        planner);

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("--planner " + planner + " needs a language model");
    }

    @Test
    void should_refuse_a_planner_that_does_not_exist() {
        Cli.Outcome outcome = Cli.at(home).run("ask", "x", "--image", "a.png", "--planner", "ofline");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("ofline").contains("offline");
    }

    @Test
    void should_give_one_json_object_for_a_failure_too() {
        Cli.Outcome outcome = Cli.at(home).run("ask", "Is there a cat?", "--image", "nowhere.png", "--json");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.json().path("exit").asInt()).isEqualTo(2);
        assertThat(outcome.json().path("error").asText()).contains("nowhere.png");
    }

    @Test
    void should_list_and_describe_tools() {
        Cli.Outcome list = Cli.at(home).run("tools", "list");
        Cli.Outcome one = Cli.at(home).run("tools", "describe", "detect", "--json");

        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("detect(").contains("read_text(").contains("count(");
        assertThat(one.json().at("/input_schema/properties/image/type").asText())
                .isEqualTo("object");
    }

    @Test
    void should_tell_the_nearest_tool() {
        Cli.Outcome outcome = Cli.at(home).run("tools", "describe", "segmnt");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("eyes4j: Unknown tool 'segmnt'; did you mean 'segment'?\n");
    }

    @Test
    void should_tell_every_wrong_argument_of_a_call() {
        Cli.Outcome outcome = Cli.at(home).run("tools", "call", "count", "--arg", "itms=[]", "--arg", "nothing");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("Expected --arg name=value, got 'nothing'")
                .contains("Tool 'count' has no argument 'itms'; did you mean 'items'?");
    }

    @Test
    void should_tell_an_argument_of_the_wrong_type() {
        Cli.Outcome outcome = Cli.at(home)
                .run(
                        "tools",
                        "call",
                        "detect",
                        "--arg",
                        "image=" + Repository.sample("chelsea.png"),
                        "--arg",
                        "threshold=high");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("Argument 'threshold' of 'detect' takes number: Expected a number, found \"high\"");
    }

    @Test
    void should_take_lists_of_texts_with_commas_as_json_and_given_again() {
        Cli.Outcome outcome = Cli.at(home)
                .run(
                        "tools",
                        "call",
                        "concat",
                        "--arg",
                        "texts=cat, cup",
                        "--arg",
                        "texts=[\"red, round\", \"sign\"]",
                        "--arg",
                        "texts=dog",
                        "--arg",
                        "separator=+");

        assertThat(outcome.out()).as(outcome.err()).isEqualTo("cat+cup+red, round+sign+dog\n");
    }

    @Test
    void should_tell_how_arguments_are_written() {
        Cli.Outcome help = Cli.at(home).run("tools", "call", "--help");
        Cli.Outcome detect = Cli.at(home).run("tools", "describe", "detect");

        assertThat(help.out()).contains("--arg labels=cat,cup");
        assertThat(detect.out())
                .contains("  as --arg: image is a FILE\n")
                .contains("  as --arg: list<text> is cat,cup or [\"cat\", \"cup\"], or given once for each\n");
    }

    @Test
    void should_name_the_members_that_a_region_lacks() {
        Cli.Outcome outcome = Cli.at(home).run("tools", "call", "select", "--arg", "items=[{\"a\":1}]");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("""
                eyes4j: Argument 'items' of 'select' takes detections: regions[0]: Expected a region \
                {label, box: [x1, y1, x2, y2], …}, found {"a":1}, which has no 'label' and no 'box'
                See: eyes4j tools describe select
                """);
    }

    @Test
    void should_take_a_value_that_cannot_be_for_wrong_input() {
        Cli.Outcome outcome =
                Cli.at(home).run("tools", "call", "count", "--arg", "items=[{\"label\":\"x\",\"box\":[3,2,1,1]}]");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("regions[0]: A box needs x1 <= x2 and y1 <= y2, got [3.0, 2.0, 1.0, 1.0]");
    }

    @Test
    void should_list_the_same_with_and_without_the_word() {
        assertThat(Cli.at(home).run("models").out())
                .isEqualTo(Cli.at(home).run("models", "list").out())
                .containsPattern("(?m)^MODEL +STATE +SIZE +LICENCE +FOR$")
                .containsPattern("(?m)^coco-ssd +- +18.6 MB +Apache-2.0 +detect \\(default\\)$")
                .doesNotContain(" 0 B ");
        assertThat(Cli.at(home).run("tools", "--json").out())
                .isEqualTo(Cli.at(home).run("tools", "list", "--json").out());
    }

    @Test
    void should_take_a_question_that_begins_with_an_at_sign_as_it_stands() throws Exception {
        java.nio.file.Path arguments = java.nio.file.Files.writeString(home.resolve("file"), "--help");

        Cli.Outcome outcome = Cli.at(home).run("ask", "@" + arguments);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("There is no picture");
    }

    @Test
    void should_tell_the_nearest_model() {
        Cli.Outcome outcome = Cli.at(home).run("models", "pull", "coco-sdd");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("Unknown model `coco-sdd`").contains("coco-ssd");
    }

    @Test
    void should_examine_the_machine() {
        Cli.Outcome outcome = Cli.at(home).run("doctor", "--json");

        assertThat(outcome.json().path("checks").findValuesAsText("name"))
                .contains("Java", "Memory", "Models folder", "Log", "Network");
    }
}
