package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.llm.ScriptedEndpoint;
import org.eyes4j.agent.llm.ScriptedEndpoint.Form;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where keys of language models go, and where they do not; what {@code doctor} says of the models. */
class LanguageModelKeysTest {
    private static final String KEY = "sk-live-Z7f3kQ9pXw2LmN8vR5tB";
    private static final String PLAN = """
            {"cannot": null, "steps": [{"id": "look", "tool": "colours", "with": {"image": {"ref": "inputs.image1"}}}],
             "outputs": [{"name": "colours", "ref": "look"}]}""";

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private Path home;

    @BeforeEach
    void makeHome() {
        home = folder.resolve("home");
    }

    private Cli.Outcome run(String settings, String... arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.yaml"), settings + "  retry_delay: 1ms\n");
        Cli.Outcome outcome = Cli.at(home)
                .with("EYES4J_CONFIG", file.toString())
                .with("MY_KEY", KEY)
                .run(arguments);
        told.add(outcome.out());
        told.add(outcome.err());
        return outcome;
    }

    private Cli.Outcome ask(String settings, String planner, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("ask", "Which colours are there?", "--planner", planner));
        arguments.addAll(List.of("--image", Repository.sample("coffee.png").toString()));
        arguments.addAll(List.of(more));
        return run(settings, arguments.toArray(String[]::new));
    }

    private void assertNowhereIsTheKey() throws IOException {
        assertThat(told).allSatisfy(text -> assertThat(text).doesNotContain(KEY).doesNotContain(KEY.substring(8)));
        List<Path> kept = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(kept::add);
        }
        assertThat(kept).isNotEmpty();
        for (Path file : kept) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(KEY)
                    .doesNotContain(KEY.substring(8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_send_the_key_to_the_endpoint_and_leave_it_nowhere_else(Form form) throws IOException {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
            String settings = endpoint.yaml() + "      key_env: MY_KEY\n";
            endpoint.says(PLAN).says("There is brown.");

            Cli.Outcome good = ask(
                    settings, "plan", "--json", "--out", folder.resolve("out").toString());

            assertThat(good.code()).as(good.err() + good.out()).isZero();
            assertThat(endpoint.lastHeader(form == Form.ANTHROPIC ? "x-api-key" : "Authorization"))
                    .isEqualTo(form == Form.ANTHROPIC ? KEY : "Bearer " + KEY);
            run(settings, "trace", good.json().path("run").asText());

            endpoint.reset()
                    .calls(new ToolUse("a", "colours", "{\"image\": {\"ref\": \"inputs.image1\"}}"))
                    .answers(401, "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}");
            ask(settings, "react", "--json");
            endpoint.reset()
                    .answers(500, "<html>" + KEY + "</html>")
                    .answers(302, "", "Location", "http://" + KEY + "/");
            ask(settings, "plan");
            endpoint.reset().answers(403, "{\"error\":\"" + KEY + " has no right\"}");
            run(settings, "doctor", "--offline");

            assertNowhereIsTheKey();
        }
    }

    @Test
    void should_not_repeat_a_key_that_stands_where_it_must_not() throws IOException {
        String model = "language_models: {models: {a: {provider: openai, model: m, ";

        assertThat(run(model + "api_key: " + KEY + "}}}\n#", "doctor").code()).isEqualTo(2);
        assertThat(run(model + "key_env: " + KEY + "}}}\n#", "doctor").code()).isEqualTo(2);
        assertThat(run(model + "key_file: " + folder.resolve("none") + "}}}\n#", "doctor", "--json")
                        .out())
                .contains("was not asked: the key file " + folder.resolve("none") + " cannot be read");
        told.forEach(text -> assertThat(text).doesNotContain(KEY));
    }

    @Test
    void should_say_what_each_language_model_can_do() throws IOException {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI)) {
            endpoint.says("Red")
                    .calls(new ToolUse("a", "add", "{\"a\":17,\"b\":25}"))
                    .says("I would rather not use a form.");

            Cli.Outcome outcome = run(endpoint.yaml(), "doctor", "--offline", "--json");

            assertThat(outcome.code()).as(outcome.out()).isZero();
            assertThat(check(outcome.json()))
                    .isEqualTo("ok: `scripted` (the default), scripted-1 at " + endpoint.baseUrl()
                            + ": tools yes, JSON schema no, images yes, streaming yes (3 calls, 54 tokens)");
        }
    }

    @Test
    void should_take_a_language_model_that_fails_for_a_fault() throws IOException {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.ANTHROPIC)) {
            endpoint.answers(
                    404,
                    "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: scripted-1\"}}");

            Cli.Outcome outcome = run(endpoint.yaml(), "doctor", "--offline", "--json");

            assertThat(outcome.code()).isEqualTo(3);
            assertThat(check(outcome.json()))
                    .isEqualTo("bad: The language model `scripted` (scripted-1 at " + endpoint.baseUrl()
                            + ") answered 404: model: scripted-1"
                            + " -> Look at the name of the model (`scripted-1`) and at base_url.");
        }
    }

    @Test
    void should_send_nothing_anywhere_because_a_key_lies_about() {
        Cli.Outcome outcome = Cli.at(home)
                .with("OPENAI_API_KEY", KEY)
                .with("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
                .run("doctor", "--offline", "--json");

        assertThat(check(outcome.json()))
                .isEqualTo("note: none is configured: OPENAI_API_KEY is set, but no model is named, so nothing is sent"
                        + " anywhere -> to have one asked: EYES4J_LANGUAGE_MODEL=openai:MODEL, or language_models in"
                        + " the settings");
    }

    @Test
    void should_tell_which_language_models_there_are_when_another_is_asked_for() throws IOException {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI)) {
            Cli.Outcome outcome = ask(endpoint.yaml(), "plan", "--language-model", "scriptet");

            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err())
                    .contains("--language-model: There is no language model `scriptet`; did you mean `scripted`?");
        }
    }

    @Test
    void should_ask_the_language_model_that_is_named() throws IOException {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI)) {
            String two = endpoint.yaml().replace("default: scripted", "default: other")
                    + "    other: {provider: ollama, model: m, base_url: \"http://127.0.0.1:1\"}\n";
            for (String option : List.of("--model", "--language-model")) {
                endpoint.reset().says(PLAN).says("There is brown.");

                Cli.Outcome outcome = ask(two, "plan", option, "scripted", "--json");

                assertThat(outcome.json().path("language_model").asText()).isEqualTo("scripted");
            }
            assertThat(ask(two, "plan").err() + told)
                    .contains("The language model `other` (m at http://127.0.0.1:1) could not be reached: connection"
                            + " refused");
        }
    }

    private static String check(JsonNode report) {
        for (JsonNode check : report.path("checks")) {
            if (check.path("name").asText().equals("Language model")) {
                String todo = check.path("todo").asText();
                return check.path("state").asText() + ": " + check.path("found").asText()
                        + (todo.isEmpty() ? "" : " -> " + todo);
            }
        }
        return "no check";
    }
}
