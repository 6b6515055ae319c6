package org.eyes4j.agent.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.agent.trace.ModelReplyJson;
import org.eyes4j.agent.trace.RunRecord;
import org.eyes4j.agent.trace.Trace;
import org.eyes4j.agent.trace.TraceHtml;
import org.eyes4j.agent.trace.TraceStore;
import org.eyes4j.prompts.Language;
import org.eyes4j.prompts.PromptName;
import org.eyes4j.prompts.Prompts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialogueTraceTest {
    private static final String QUESTION = "How many cups are there?";
    private static final String PLAN = """
            {"steps": [{"id": "cups", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cup"]}},
              {"id": "number", "tool": "counts", "with": {"items": {"ref": "cups"}}}],
             "outputs": {"number": {"ref": "number"}}}""";

    @TempDir
    private Path folder;

    private final Desk desk = new Desk();
    private final ScriptedModel model = new ScriptedModel();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void should_keep_what_the_model_was_told_and_what_it_said() throws IOException {
        // GIVEN a run with two calls
        model.says(PLAN).says("There are two cups <b>.");
        desk.ask(model, PlannerChoice.PLAN, QUESTION);

        // WHEN it is kept
        JsonNode json = keep(desk.kept.get(0)).json();

        // THEN each call has its prompt's hash, its messages and the reply
        assertThat(json.path("language_model").asText()).isEqualTo("scripted");
        assertThat(json.path("model_calls")).hasSize(2);
        JsonNode plan = json.path("model_calls").get(0);
        assertThat(plan.path("purpose").asText()).isEqualTo("plan");
        assertThat(plan.path("prompt").asText())
                .isEqualTo(new Prompts().load(PromptName.PLAN, Language.ENGLISH).hash());
        assertThat(plan.path("form").asText()).isEqualTo("plan");
        assertThat(plan.path("form_hash").asText()).hasSize(64);
        assertThat(ModelReplyJson.fromJson(plan.path("reply")))
                .isEqualTo(new ModelReply.Said(PLAN, List.of(), ModelReply.Finish.STOP, new ModelReply.Usage(10, 5)));
        JsonNode user = json.path("messages").path(plan.path("messages").get(1).asInt());
        assertThat(user.path("role").asText()).isEqualTo("user");
        assertThat(user.path("text").asText()).contains(QUESTION);

        // AND the picture that it saw is one of the trace's pictures, not bytes in a message
        int shown = user.path("pictures").get(0).asInt();
        assertThat(json.path("pictures").get(shown).path("frame").path("image").asText())
                .isEqualTo("image1");
        assertThat(json.path("messages").toString()).doesNotContain("base64");
    }

    @Test
    void should_keep_what_was_put_right_in_a_plan() throws IOException {
        model.says(PLAN).says("Two.");

        AskReply reply = desk.ask(model, PlannerChoice.PLAN, QUESTION);

        assertThat(reply.edits())
                .isNotEmpty()
                .anyMatch(e -> e.sort() == Edit.Sort.RENAMED && e.reason().contains("counts"));
        Trace trace = keep(desk.kept.get(0));
        assertThat(trace.json().path("plan_edits")).hasSameSizeAs(reply.edits());
        assertThat(trace.json().path("plan_edits").get(0).path("reason").asText())
                .isEqualTo(reply.edits().get(0).reason());
        assertThat(TraceHtml.render(trace)).contains("Put right in the plan", "<td>renamed</td>");
    }

    @Test
    void should_tell_edits_of_the_plan_that_ran_only() {
        model.says("{\"steps\": [{\"id\": \"a\", \"tool\": \"teleport\", \"with\": {\"whereto\": \"Mars\"}}]}")
                .says(PLAN)
                .says("Two.");

        AskReply reply = desk.ask(model, PlannerChoice.PLAN, QUESTION);

        assertThat(model.requests()).hasSize(3);
        assertThat(reply.edits()).extracting(Edit::step).containsOnly("number");
    }

    @Test
    void should_keep_a_message_once_however_often_it_went_along() throws IOException {
        model.says("no plan").says(PLAN).says("Two.");

        desk.ask(model, PlannerChoice.PLAN, QUESTION);

        JsonNode json = keep(desk.kept.get(0)).json();
        JsonNode first = json.path("model_calls").get(0).path("messages");
        JsonNode second = json.path("model_calls").get(1).path("messages");
        assertThat(second).hasSize(4);
        assertThat(List.of(second.get(0), second.get(1))).containsExactly(first.get(0), first.get(1));
        assertThat(json.path("messages").get(second.get(2).asInt()).path("role").asText())
                .isEqualTo("assistant");
    }

    @Test
    void should_show_the_calls_on_the_page_and_let_nothing_become_markup() throws IOException {
        model.says(PLAN).says("Two <script>alert(1)</script>.");

        desk.ask(model, PlannerChoice.PLAN, QUESTION);

        String html = TraceHtml.render(keep(desk.kept.get(0)));
        assertThat(html)
                .contains("<h2>Language model</h2>", "10 tokens read, 5 written", "language model <b>scripted</b>")
                .contains("Two &lt;script&gt;alert(1)&lt;/script&gt;.")
                .contains("prompt <code title=\""
                        + new Prompts().load(PromptName.PLAN, Language.ENGLISH).hash() + "\">")
                .doesNotContain("<script");
    }

    @Test
    void should_show_tools_that_the_model_called() throws IOException {
        model.calls(new Message.ToolUse("c1", "detect", "{\"image\": {\"ref\": \"inputs.image1\"}}"))
                .says("There are two cups [r1] [r2].");

        desk.ask(model, PlannerChoice.REACT, QUESTION);

        Trace trace = keep(desk.kept.get(0));
        JsonNode call = trace.json().path("model_calls").get(0);
        assertThat(call.path("tools").toString()).contains("\"detect\"");
        assertThat(call.path("reply").path("calls").get(0).path("tool").asText())
                .isEqualTo("detect");
        assertThat(trace.json().path("messages").findValuesAsText("role")).contains("tool");
        assertThat(TraceHtml.render(trace)).contains("<summary>tool detect, ");
    }

    @Test
    void should_keep_a_call_that_failed() throws IOException {
        model.fails(ModelReply.Trouble.RATE_LIMITED, "Too many requests to 'scripted'");

        desk.ask(model, PlannerChoice.PLAN, QUESTION);

        Trace trace = keep(desk.kept.get(0));
        assertThat(trace.json()
                        .path("model_calls")
                        .get(0)
                        .path("reply")
                        .path("trouble")
                        .asText())
                .isEqualTo("rate_limited");
        assertThat(TraceHtml.render(trace)).contains("Too many requests to &#39;scripted&#39;");
    }

    @Test
    void should_show_what_a_corrected_sentence_had_been() throws IOException {
        model.says(PLAN).says("Three.");
        desk.ask(model, PlannerChoice.PLAN, QUESTION);
        RunRecord run = desk.kept.get(0);
        Answer answer = new Answer(
                List.of(new Claim("There are two cups.", Claim.Status.CONTRADICTED, List.of(), "There are <3> cups.")));

        Trace trace = keep(new RunRecord(
                run.question(),
                run.planner(),
                run.result(),
                answer,
                run.spent(),
                Optional.empty(),
                run.events(),
                run.warnings()));

        assertThat(trace.json()
                        .path("answer")
                        .path("claims")
                        .get(0)
                        .path("draft")
                        .asText())
                .isEqualTo("There are <3> cups.");
        assertThat(TraceHtml.render(trace)).contains("the model had said: <del>There are &lt;3&gt; cups.</del>");
    }

    @Test
    void should_read_back_replies_of_every_sort() throws IOException {
        ModelReply said = new ModelReply.Said(
                "ok",
                List.of(new Message.ToolUse("1", "detect", "{}")),
                ModelReply.Finish.TOOL_CALLS,
                new ModelReply.Usage(7, 3));
        ModelReply failed = new ModelReply.Failed(ModelReply.Trouble.TIMEOUT, "m", "h", "p");

        for (ModelReply reply : List.of(said, failed)) {
            String text = ModelReplyJson.toJson(reply).toString();
            assertThat(ModelReplyJson.fromJson(new ObjectMapper().readTree(text)))
                    .isEqualTo(reply);
        }
        assertThatThrownBy(() -> ModelReplyJson.fromJson(new ObjectMapper().readTree("{\"finish\": \"x\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A reply of a language model has one of [STOP, TOOL_CALLS, LENGTH, OTHER], got 'x'");
    }

    private Trace keep(RunRecord run) throws IOException {
        TraceStore store = new TraceStore(folder, 5);
        store.record(run);
        return store.latest().orElseThrow();
    }
}
