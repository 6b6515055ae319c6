package org.eyes4j.agent.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.offline.FakeExperts;
import org.eyes4j.agent.offline.OfflinePlanner;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.agent.workflow.AskTool;
import org.eyes4j.agent.workflow.WorkflowReader;
import org.eyes4j.agent.workflow.WorkflowTool;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

/** Workflows that questions use, and questions that workflows ask. */
class WorkflowInAskTest {
    private static final String COUNT_CUPS = """
            name: count-cups
            description: Counts the cups on a table
            inputs: {photo: image}
            steps:
              - id: cups
                tool: detect
                with: {image: {ref: inputs.photo}, labels: [cup]}
              - id: number
                tool: count
                with: {items: {ref: cups}}
            outputs: {number: {ref: number}}
            """;

    private static org.eyes4j.agent.workflow.Workflow workflow(String yaml) {
        return WorkflowReader.read(YamlDocument.parse(yaml, "w.yaml"));
    }

    @Test
    void should_run_a_registered_workflow_that_a_language_model_plans_with() {
        try (Desk desk = new Desk()) {
            // GIVEN a registered workflow, and a model that plans with it
            desk.tools.register(WorkflowTool.of(
                    workflow(COUNT_CUPS), desk.tools, () -> desk.shop().executor(), RunOptions::defaults));
            ScriptedModel model = new ScriptedModel().says("""
                    {"cannot": null,
                     "steps": [{"id": "cups", "tool": "count_cups", "with": {"photo": {"ref": "inputs.image1"}}, "when": null, "for_each": null}],
                     "outputs": [{"name": "number", "ref": "cups"}]}""").says("There are two cups.");

            // WHEN
            AskReply reply = desk.ask(model, PlannerChoice.PLAN, "How many cups are on the table?");

            // THEN
            assertThat(model.prompt(0)).contains("count_cups: Counts the cups on a table");
            assertThat(reply.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(reply.values()).containsEntry("cups", new Value.Number(2));
            assertThat(reply.answer().text()).contains("two cups");
            assertThat(desk.calls("detect")).isEqualTo(1);
        }
    }

    private static final String ASKING = """
            inputs: {photo: image}
            steps:
              - id: told
                tool: ask
                with:
                  question: How many cats are there?
                  image: {ref: inputs.photo}
                  result: %s
            outputs: {told: {ref: told}}
            """;

    private static RunResult offline(String result) {
        ToolRegistry tools = new FakeExperts()
                .thing("cat", 1, 1, 9, 9)
                .thing("cat", 20, 1, 29, 9)
                .without();
        Expressions expressions = new Expressions();
        try (LocalPlanExecutor executor =
                new LocalPlanExecutor(tools, expressions, new StepCache(0), Clock.systemUTC())) {
            Agent agent = new Agent(
                    tools, new OfflinePlanner(), new PlanChecker(expressions), PlanLimits.DEFAULT, executor, r -> {});
            tools.registerAside(new AskTool(agent::ask, RunOptions::defaults));
            org.eyes4j.agent.workflow.Workflow asking = workflow(ASKING.formatted(result));
            assertThat(new PlanChecker(expressions).check(asking.plan(), tools, PlanLimits.DEFAULT))
                    .isEmpty();
            return executor.run(asking.plan(), Map.of("photo", Desk.PICTURE), RunOptions.defaults());
        }
    }

    @Test
    void should_find_a_declared_kind_among_what_the_answer_rests_on_without_a_language_model() {
        assertThat(offline("number").values()).containsEntry("told", new Value.Number(2));
        assertThat(offline("{type: integer, maximum: 5}").values()).containsEntry("told", new Value.Number(2));
        assertThat(offline("text").values().get("told")).isEqualTo(new Value.Text("There are 2 cats."));
        assertThat(offline("detections").values().get("told").kind()).isEqualTo(Kind.DETECTIONS);
    }

    @Test
    void should_tell_clearly_why_a_declared_result_does_not_come_about() {
        assertThat(failure(offline("image")))
                .isEqualTo(
                        "The result of 'How many cats are there?' is declared as image, and the answer came to number, detections");
        assertThat(failure(offline("{type: integer, maximum: 1}")))
                .isEqualTo(
                        "The answer to 'How many cats are there?' does not keep to the declared result: must have a maximum value of 1");
        assertThat(failure(offline("{type: object, properties: {cats: {type: integer}}}")))
                .isEqualTo(
                        "'How many cats are there?' was not answered: An answer by a JSON Schema needs a language model, and none is configured. Configure one ('eyes4j doctor' says how).");
    }

    private static String failure(RunResult result) {
        return result.steps().get(0).failure() == null
                ? "none"
                : result.steps().get(0).failure().message();
    }

    @Test
    void should_give_a_record_that_keeps_to_its_schema_with_a_language_model() {
        try (Desk desk = new Desk()) {
            // GIVEN
            ScriptedModel model =
                    new ScriptedModel().says("""
                    {"cannot": null,
                     "steps": [{"id": "cups", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cup"]}, "when": null, "for_each": null}],
                     "outputs": [{"name": "cups", "ref": "cups"}]}""").says("There are two cups.").says("{\"cups\": 2, \"tea\": null}");
            Agent agent = desk.agent(model);
            desk.tools.registerAside(new AskTool(agent::ask, RunOptions::defaults));

            // WHEN
            RunResult result = desk.shop()
                    .executor()
                    .run(
                            workflow(
                                            ASKING.formatted(
                                                    "{type: object, required: [cups], properties: {cups: {type: integer}, tea: {type: [string, 'null']}}}"))
                                    .plan(),
                            Map.of("photo", Desk.PICTURE),
                            RunOptions.defaults());

            // THEN
            assertThat(failure(result)).isEqualTo("none");
            assertThat(result.values().get("told")).isEqualTo(new Value.Record(Map.of("cups", new Value.Number(2))));
        }
    }

    @Test
    void should_tell_a_wrong_declaration_before_anything_runs() {
        try (Desk desk = new Desk()) {
            desk.tools.registerAside(new AskTool(
                    request -> {
                        throw new IllegalStateException("Nobody was to ask");
                    },
                    RunOptions::defaults));
            assertThat(new PlanChecker(new Expressions())
                            .check(workflow(ASKING.formatted("{tpe: object}")).plan(), desk.tools, PlanLimits.DEFAULT))
                    .extracting(Object::toString)
                    .containsExactly(
                            "/steps/0/with/result: A result is a kind's name or a JSON Schema with a 'type' (object, array, string, number, integer or boolean), got type nothing");
            assertThat(desk.tools.names()).doesNotContain("ask");
        }
    }
}
