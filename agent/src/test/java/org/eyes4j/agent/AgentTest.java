package org.eyes4j.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.planner.Planner;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.agent.trace.RunRecord;
import org.eyes4j.agent.trace.RunRecorder;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentTest {
    private static final Value.Image PICTURE = Value.Image.of("image1", new Raster(8, 6, 3, new byte[144]));
    private static final String PLAN = """
            {"inputs": {"image1": "image"}, "steps": [
              {"id": "find", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}}}],
             "outputs": {"found": {"ref": "find"}}}""";

    private final Expressions expressions = new Expressions();
    private final ScriptedTool detect = new ScriptedTool(
            ToolSpecification.named("detect")
                    .describedAs("Finds things.")
                    .takes(Port.required("image", Kind.IMAGE, "the picture"))
                    .gives(Kind.DETECTIONS, "what was found"),
            (arguments, context) -> {
                context.warn("Knows cats only");
                return ToolResult.of(Value.Detections.of(
                        arguments.image("image").frame(),
                        List.of(Detection.of("cat", 0.9, new BoundingBox(1, 1, 4, 5)))));
            });
    private final ToolRegistry tools = ToolRegistry.of(List.of(detect));
    private final PlanExecutor executor =
            new LocalPlanExecutor(tools, expressions, new StepCache(0), Clock.systemUTC());
    private final List<RunRecord> kept = new ArrayList<>();

    @AfterEach
    void close() {
        executor.close();
    }

    @Test
    void should_plan_check_run_tell_and_keep() {
        // GIVEN a planner with a sound plan
        Agent agent = agent(
                ready(
                        PLAN,
                        result -> new Answer(List.of(new Claim(
                                "There is one cat.",
                                Claim.Status.SUPPORTED,
                                List.of(new Evidence(Evidence.Type.REGION, "r1", "find")))))),
                kept::add);

        // WHEN it is asked, with one picture more than is needed
        AskReply reply = agent.ask(
                new AskRequest("Is there a cat?", Map.of("image1", PICTURE, "image2", PICTURE), RunOptions.defaults()));

        // THEN the answer, the run and its record agree
        assertThat(reply.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(reply.answer().text()).isEqualTo("There is one cat.");
        assertThat(reply.planner()).isEqualTo("scripted");
        assertThat(reply.regions()).singleElement().satisfies(found -> {
            assertThat(found.region().id()).isEqualTo("r1");
            assertThat(found.picture()).isEqualTo(PICTURE.frame());
        });
        assertThat(reply.warnings()).containsExactly("Guessed what was meant", "Knows cats only");
        assertThat(kept).singleElement().satisfies(record -> {
            assertThat(record.question()).isEqualTo("Is there a cat?");
            assertThat(record.result().run()).isEqualTo(reply.run());
            assertThat(record.events()).hasSize(4);
        });
    }

    @Test
    void should_not_run_a_plan_with_faults() {
        Agent agent = agent(ready(PLAN.replace("\"detect\"", "\"detct\""), result -> new Answer(List.of())), kept::add);

        AskReply reply = agent.ask(request());

        assertThat(reply.outcome()).isEqualTo(Outcome.FAULTY_PLAN);
        assertThat(reply.faults()).extracting(Fault::code).containsExactly(Fault.Code.UNKNOWN_TOOL);
        assertThat(reply.answer().text())
                .isEqualTo(
                        "The plan that was made for this has faults and was not run: /steps/0/tool: Step 'find' calls"
                                + " tool 'detct', which does not exist; did you mean 'detect'?");
        assertThat(reply.answer().claims().get(0).status()).isEqualTo(Claim.Status.UNKNOWN);
        assertThat(detect.calls()).isEmpty();
        assertThat(kept).isEmpty();
    }

    @Test
    void should_tell_why_it_cannot_plan() {
        AskReply reply = agent((request, context) -> new Planner.Planning.Impossible("I only know cats."), kept::add)
                .ask(request());

        assertThat(reply.outcome()).isEqualTo(Outcome.NOT_PLANNED);
        assertThat(reply.answer().text()).isEqualTo("I only know cats.");
        assertThat(reply.run()).isEmpty();
    }

    @Test
    void should_keep_what_was_found_though_telling_it_fails() {
        Agent agent = agent(
                ready(PLAN, result -> {
                    throw new IllegalStateException("no words");
                }),
                kept::add);

        AskReply reply = agent.ask(request());

        assertThat(reply.answer().text()).isEqualTo("What was found could not be put into words.");
        assertThat(reply.values()).containsOnlyKeys("find");
        assertThat(reply.warnings())
                .contains("Telling what was found failed (java.lang.IllegalStateException: no words); the values of the"
                        + " steps are kept");
    }

    @Test
    void should_answer_though_the_run_cannot_be_kept() {
        Agent agent = agent(ready(PLAN, result -> new Answer(List.of())), record -> {
            throw new IOException("the disk is full");
        });

        assertThat(agent.ask(request()).warnings())
                .contains("This run could not be kept for 'trace': the disk is full");
    }

    @Test
    void should_tell_listeners_what_planning_is_at() {
        List<RunEvent> heard = new ArrayList<>();
        Agent agent = agent(
                (request, context) -> {
                    context.report("reading the question");
                    return new Planner.Planning.Impossible("no");
                },
                kept::add);

        agent.ask(new AskRequest(
                "?", Map.of(), RunOptions.defaults().named("run-1").tellingTo(heard::add)));

        assertThat(heard).singleElement().isInstanceOfSatisfying(RunEvent.PlanProgress.class, event -> {
            assertThat(event.run()).isEqualTo("run-1");
            assertThat(event.message()).isEqualTo("reading the question");
        });
    }

    @Test
    void should_refuse_an_empty_question() {
        assertThatThrownBy(() -> new AskRequest(" ", Map.of(), RunOptions.defaults()))
                .hasMessage("A question needs words");
    }

    private AskRequest request() {
        return new AskRequest("Is there a cat?", Map.of("image1", PICTURE), RunOptions.defaults());
    }

    private Agent agent(Script script, RunRecorder recorder) {
        Planner planner = new Planner() {
            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public Planning plan(TaskRequest request, ToolRegistry known, ToolContext context) {
                return script.plan(request, context);
            }
        };
        return new Agent(tools, planner, new PlanChecker(expressions), PlanLimits.DEFAULT, executor, recorder);
    }

    private static Script ready(String plan, Planner.AnswerForm form) {
        return (request, context) ->
                new Planner.Planning.Ready(PlanCodec.parse(plan), form, List.of("Guessed what was meant"));
    }

    private interface Script {
        Planner.Planning plan(TaskRequest request, ToolContext context);
    }
}
