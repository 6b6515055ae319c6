package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eyes4j.agent.llm.ScriptedEndpoint.Form;
import org.eyes4j.prompts.Language;
import org.eyes4j.prompts.PromptName;
import org.eyes4j.prompts.Prompts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a language model was told, what it said and what was put right: in the reply, and in the trace at every door. */
class ModelCallsInTraceTest {
    private static final String MISSPELT = """
            {"steps": [
              {"id": "cups", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cup"]}},
              {"id": "number", "tool": "counts", "with": {"items": {"ref": "cups"}}}],
             "outputs": {"number": {"ref": "number"}, "cups": {"ref": "cups"}}}""";

    @TempDir
    private Path folder;

    @Test
    void should_show_calls_edits_and_corrections() throws IOException {
        try (Endpoint endpoint = new Endpoint(Form.OPENAI, folder, false)) {
            // GIVEN a model that misspells a tool and miscounts
            endpoint.script.says(MISSPELT).says("There are 4 cups.");

            // WHEN it is asked
            Cli.Outcome asked =
                    endpoint.ask("How many cups are there?", "plan", List.of(Repository.sample("coffee.png")));

            // THEN the reply tells what was put right
            assertThat(asked.code()).as(asked.err() + asked.out()).isZero();
            JsonNode reply = asked.json();
            assertThat(reply.path("plan_edits").findValuesAsText("sort")).contains("renamed");
            assertThat(reply.path("claims").get(0).path("draft").asText()).isEqualTo("There are 4 cups.");

            // AND the trace has both calls, with the hashes of their prompts
            String run = reply.path("run").asText();
            String plan = new Prompts().load(PromptName.PLAN, Language.ENGLISH).hash();
            JsonNode trace = endpoint.run("trace", run, "--json").json();
            assertThat(trace.path("model_calls").findValuesAsText("purpose")).containsExactly("plan", "answer");
            assertThat(trace.path("model_calls").get(0).path("prompt").asText()).isEqualTo(plan);
            assertThat(trace.toString()).doesNotContain("base64");

            // AND so has its text, and its page
            assertThat(endpoint.run("trace", run).out())
                    .contains("the language model had said: There are 4 cups.", plan.substring(0, 12))
                    .contains("put right in the plan, step number: there is no tool 'counts'");
            Path page = folder.resolve("page.html");
            assertThat(endpoint.run("trace", run, "--html", page.toString()).code())
                    .isZero();
            assertThat(Files.readString(page)).contains(plan, "<del>There are 4 cups.</del>", "Put right in the plan");
        }
    }
}
