package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.llm.ScriptedEndpoint.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Language models at the wire, real vision models behind the tools: the whole way through the command line. */
class LanguageModelsTest {
    private static final Path COFFEE = Repository.sample("coffee.png");
    private static final Path CAT = Repository.sample("chelsea.png");
    private static final String CUPS = "{\"image\": {\"ref\": \"inputs.image1\"}, \"labels\": [\"cup\"]}";
    private static final String IMAGE1 = "{\"image\": {\"ref\": \"inputs.image1\"}}";
    private static final String PLAN = """
            {"cannot": null, "steps": [
              {"id": "find", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cup"]}},
              {"id": "number", "tool": "count", "with": {"items": {"ref": "find"}}}],
             "outputs": [{"name": "number", "ref": "number"}, {"name": "cups", "ref": "find"}]}""";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "OPENAI, true",
        "OPENAI, false",
        "ANTHROPIC, true",
        "ANTHROPIC, false",
        "OLLAMA, true",
        "OLLAMA, false",
    })
    void should_plan_and_execute(Form form, boolean streaming) {
        try (Endpoint endpoint = new Endpoint(form, folder, streaming)) {
            // GIVEN a language model that plans and then tells what was found
            endpoint.script.says(PLAN).says("There is 1 cup [r1].");

            // WHEN it is asked
            Cli.Outcome outcome = endpoint.ask("How many cups are there?", "plan", List.of(COFFEE));

            // THEN the answer is the model's, on what the real detector found
            assertThat(outcome.code()).as(outcome.err() + outcome.out()).isZero();
            JsonNode reply = outcome.json();
            assertThat(reply.path("answer").asText()).contains("1 cup");
            assertThat(reply.path("planner").asText()).isEqualTo("plan");
            assertThat(reply.path("language_model").asText()).isEqualTo("scripted");
            assertThat(reply.path("steps")).hasSize(2);
            assertThat(reply.path("regions").get(0).path("label").asText()).isEqualTo("cup");

            // AND the second request carried what was found, marked as data
            assertThat(endpoint.script.requests()).hasSize(2);
            assertThat(endpoint.script.requests().get(1).toString()).contains("<data-", "number_by_count: 1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, true",
        "OPENAI, false",
        "ANTHROPIC, true",
        "ANTHROPIC, false",
        "OLLAMA, true",
        "OLLAMA, false",
    })
    void should_decide_step_by_step_with_single_and_parallel_calls(Form form, boolean streaming) {
        try (Endpoint endpoint = new Endpoint(form, folder, streaming)) {
            // GIVEN a model that looks in two ways at once, then counts, then answers
            endpoint.script
                    .calls(
                            new ToolUse(
                                    "c1", "detect", "{\"image\": {\"ref\": \"inputs.image1\"}, \"labels\": [\"cup\"]}"),
                            new ToolUse("c2", "read_text", IMAGE1))
                    .calls(new ToolUse("c3", "count", "{\"items\": {\"ref\": \"step1\"}}"))
                    .says("There is 1 cup [r1].");

            // WHEN it is asked
            Cli.Outcome outcome = endpoint.ask("How many cups are there?", "react", List.of(COFFEE));

            // THEN all calls are steps of one plan
            assertThat(outcome.code()).as(outcome.err() + outcome.out()).isZero();
            JsonNode reply = outcome.json();
            assertThat(reply.path("planner").asText()).isEqualTo("react");
            assertThat(reply.path("plan").path("steps").findValuesAsText("tool"))
                    .containsExactly("detect", "read_text", "count");
            assertThat(reply.path("answer").asText()).contains("1 cup");
            assertThat(endpoint.script.requests()).hasSize(3);
        }
    }

    @Test
    void should_put_a_false_draft_right_and_leave_out_what_nothing_supports() {
        try (Endpoint endpoint = new Endpoint(Form.OPENAI, folder, false)) {
            String draft = "There are 3 cups. The cup belongs to my uncle.";
            endpoint.script.says(PLAN).says(draft).says(PLAN).says(draft);

            // WHEN it is asked plainly
            JsonNode plain = endpoint.ask("How many cups are there?", "plan", List.of(COFFEE))
                    .json();
            // THEN what is false is put right and marked, and what nothing supports is marked
            assertThat(plain.path("claims").findValuesAsText("status")).containsExactly("contradicted", "unsupported");
            assertThat(plain.path("claims").get(0).path("text").asText()).isEqualTo("There is 1 cup.");
            assertThat(plain.path("claims").get(0).path("draft").asText()).isEqualTo("There are 3 cups.");

            // WHEN it is asked strictly
            JsonNode strict = endpoint.ask("How many cups are there?", "plan", List.of(COFFEE), "--strict")
                    .json();
            // THEN only what is supported is told, and how much is not
            assertThat(strict.path("answer").asText())
                    .isEqualTo("There is 1 cup. (1 sentence without support was left out.)");
            assertThat(strict.path("claims").findValuesAsText("status")).containsExactly("supported");
            assertThat(strict.path("removed").asInt()).isEqualTo(1);
        }
    }

    @Test
    void should_look_again_with_real_models() {
        try (Endpoint endpoint = new Endpoint(Form.OPENAI, folder, false)) {
            endpoint.script.says(PLAN.replace("\"cup\"", "\"cat\"")).says("There is 1 cat.");

            Cli.Outcome outcome =
                    endpoint.ask("How many cats are there?", "plan", List.of(CAT), "--verify", "--strict");

            assertThat(outcome.code()).as(outcome.err() + outcome.out()).isZero();
            JsonNode looks = outcome.json().path("verification");
            assertThat(looks.findValuesAsText("look")).containsExactly("mirrored", "closer");
            assertThat(looks.get(0).path("agrees").asBoolean())
                    .as(outcome.out())
                    .isTrue();
            assertThat(outcome.json().path("answer").asText()).isEqualTo("There is 1 cat.");
            // What looks again is no step of the plan.
            assertThat(outcome.json().path("steps").findValuesAsText("id")).containsExactly("find", "number");
        }
    }

    @ParameterizedTest
    @CsvSource({"plan", "react"})
    void should_look_at_two_pictures(String planner) {
        try (Endpoint endpoint = new Endpoint(Form.OPENAI, folder, true)) {
            String other = "{\"image\": {\"ref\": \"inputs.image2\"}, \"labels\": [\"cat\"]}";
            if (planner.equals("plan")) {
                endpoint.script.says("""
                        {"cannot": null, "steps": [
                          {"id": "cups", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cup"]}},
                          {"id": "cats", "tool": "detect", "with": {"image": {"ref": "inputs.image2"}, "labels": ["cat"]}}],
                         "outputs": [{"name": "cups", "ref": "cups"}, {"name": "cats", "ref": "cats"}]}""");
            } else {
                endpoint.script.calls(new ToolUse("a", "detect", IMAGE1), new ToolUse("b", "detect", other));
            }
            endpoint.script.says("There is a cup in the first picture. There is a cat in the second picture.");

            Cli.Outcome outcome = endpoint.ask("What is in each picture?", planner, List.of(COFFEE, CAT));

            assertThat(outcome.code()).as(outcome.err() + outcome.out()).isZero();
            assertThat(new TreeSet<>(outcome.json().path("regions").findValuesAsText("image")))
                    .containsExactly("image1", "image2");
            // Both pictures went along, since the model sees.
            assertThat(endpoint.script.requests().get(0).toString().split("data:image/", -1))
                    .hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, plan", "OPENAI, react", "ANTHROPIC, react", "OLLAMA, plan"})
    void should_go_on_with_a_conversation(Form form, String planner) {
        try (Endpoint endpoint = new Endpoint(form, folder, true)) {
            String session = "e2e-" + form.name().toLowerCase(Locale.ROOT) + "-" + planner + "-" + System.nanoTime();
            if (planner.equals("plan")) {
                endpoint.script.says(PLAN);
            } else {
                endpoint.script.calls(new ToolUse("c1", "detect", CUPS));
            }
            endpoint.script.says("There is 1 cup [r1].");
            endpoint.script.says(
                    planner.equals("plan")
                            ? "{\"cannot\": \"No tool can smell.\", \"steps\": [], \"outputs\": []}"
                            : "No tool can smell.");

            // WHEN one question follows the other, without the picture
            Cli.Outcome first =
                    endpoint.ask("How many cups are there?", planner, List.of(COFFEE), "--session", session);
            Cli.Outcome second = endpoint.ask("How does the coffee smell?", planner, List.of(), "--session", session);

            // THEN the model was told what is known from before, as data
            assertThat(first.code()).as(first.out() + first.err()).isZero();
            String last = endpoint.script.requests().get(2).toString();
            assertThat(last)
                    .contains("Known from before", "<data-", "- r1 cup image1", "How does the coffee smell?")
                    .doesNotContain("coffee.png");
            assertThat(second.json().path("answer").asText()).contains("No tool can smell.");
        }
    }

    @Test
    void should_bind_the_plan_to_a_strict_schema_of_the_tools() {
        try (Endpoint endpoint = new Endpoint(Form.OPENAI, folder, false)) {
            endpoint.script.says(PLAN).says("There is 1 cup.");

            endpoint.ask("How many cups are there?", "plan", List.of(COFFEE));

            JsonNode schema = endpoint.script.requests().get(0).at("/response_format/json_schema");
            assertThat(schema.path("strict").asBoolean()).isTrue();
            List<String> tools = new ArrayList<>();
            schema.at("/schema/properties/steps/items/anyOf")
                    .forEach(
                            step -> tools.add(step.at("/properties/tool/enum/0").asText()));
            assertThat(tools).contains("detect", "count");
        }
    }

    @Test
    void should_choose_the_language_model_by_itself_when_one_is_configured() {
        try (Endpoint endpoint = new Endpoint(Form.OPENAI, folder, true)) {
            endpoint.script.says(PLAN).says("There is 1 cup.");

            JsonNode reply = endpoint.ask("How many cups are there?", "auto", List.of(COFFEE))
                    .json();

            assertThat(reply.path("planner").asText()).isEqualTo("plan");
        }
    }

    @Test
    void should_show_a_model_s_plan_and_run_nothing() {
        try (Endpoint endpoint = new Endpoint(Form.OPENAI, folder, true)) {
            endpoint.script.says(PLAN);

            Cli.Outcome outcome = endpoint.run(
                    "plan", "How many cups are there?", "--planner", "plan", "--image", COFFEE.toString(), "--json");

            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.json().path("plan").path("steps")).hasSize(2);
            assertThat(endpoint.script.requests()).hasSize(1);
        }
    }

    @Test
    void should_show_a_person_what_the_model_is_writing_and_who_answered() {
        try (Endpoint endpoint = new Endpoint(Form.OPENAI, folder, true)) {
            endpoint.script.says(PLAN).says("There is 1 cup [r1].");

            Cli.Outcome outcome = endpoint.run(
                    Cli.ofUser().watched(),
                    "ask",
                    "How many cups are there?",
                    "--planner",
                    "plan",
                    "--image",
                    COFFEE.toString());

            assertThat(outcome.err())
                    .contains("asking scripted (plan)", "asking scripted (answer)", "scripted: There is 1 cup");
            assertThat(outcome.out()).startsWith("There is 1 cup").contains("Planner: plan, language model scripted");
        }
    }

    @Test
    void should_keep_the_language_model_s_calls_in_the_trace() {
        try (Endpoint endpoint = new Endpoint(Form.OPENAI, folder, true)) {
            endpoint.script.says(PLAN).says("There is 1 cup.");
            String run = endpoint.ask("How many cups are there?", "plan", List.of(COFFEE))
                    .json()
                    .path("run")
                    .asText();

            JsonNode trace = endpoint.run("trace", run, "--json").json();

            assertThat(trace.findValuesAsText("purpose")).contains("plan", "answer");
            assertThat(trace.findValuesAsText("prompt")).hasSizeGreaterThan(1);
        }
    }
}
