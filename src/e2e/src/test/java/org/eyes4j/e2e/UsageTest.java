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

    @ParameterizedTest
    @ValueSource(strings = {"chat", "serve", "mcp", "run", "plugins"})
    void should_say_plainly_what_is_not_in_this_version(String command) {
        Cli.Outcome outcome = Cli.at(home).run(command);

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).startsWith("eyes4j: '" + command + "' is not in this version of eyes4j; there are: ");
    }

    @ParameterizedTest
    @CsvSource({"--session,s1", "--strict,", "--verify,"})
    void should_say_plainly_which_options_are_not_in_this_version(String option, String value) {
        String picture = Repository.sample("chelsea.png").toString();
        Cli.Outcome outcome = value == null
                ? Cli.at(home).run("ask", "Is there a cat?", "--image", picture, option)
                : Cli.at(home).run("ask", "Is there a cat?", "--image", picture, option, value);

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains(option + " is not in this version");
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
