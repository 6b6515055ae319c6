package org.eyes4j.agent.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.offline.FakeExperts;
import org.eyes4j.agent.offline.OfflinePlanner;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.planner.Planner.Planning;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.repair.PlanRepairer.Repaired;
import org.eyes4j.agent.retrieve.ToolRetriever;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.guard.GuardSettings;
import org.eyes4j.tools.guard.GuardedTool;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

/** A tool that keeps failing is chosen by nobody until it recovers, and whoever misses it is told. */
class OutagesTest {
    private static final String WHY = "'detect' failed 1 time and is left alone for another \\d+ s"
            + " \\(last: Tool 'detect' threw IllegalStateException: the endpoint is gone\\)";
    private static final String FIND = "{'inputs': {'image1': 'image'}, 'steps': [{'id': 'f', 'tool': 'detect', 'with':"
            + " {'image': {'ref': 'inputs.image1'}, 'labels': ['cat']}}], 'outputs': {'r': {'ref': 'f'}}}";

    private final Expressions expressions = new Expressions();

    @Test
    void should_be_left_out_by_the_offline_planner_which_says_so() {
        ToolRegistry tools = failing("labels");

        Planning planning = new OfflinePlanner()
                .plan(
                        new TaskRequest("How many cats are there?", Map.of("image1", Kind.IMAGE)),
                        tools,
                        ToolContext.detached());

        assertThat(planning).isInstanceOfSatisfying(Planning.Ready.class, ready -> {
            assertThat(ready.plan().steps())
                    .extracting(PlanStep::tool)
                    .contains("yolo_world")
                    .doesNotContain("detect");
            assertThat(ready.warnings()).singleElement().asString().matches("Another way was taken: " + WHY);
        });
    }

    @Test
    void should_be_named_where_nothing_else_can_do_it() {
        Planning planning = new OfflinePlanner()
                .plan(
                        new TaskRequest("How many cats are there?", Map.of("image1", Kind.IMAGE)),
                        failing(""),
                        ToolContext.detached());

        assertThat(planning)
                .isInstanceOfSatisfying(
                        Planning.Impossible.class,
                        impossible -> assertThat(impossible.message()).containsPattern(WHY));
    }

    @Test
    void should_not_be_offered_to_a_language_model() {
        ToolRetriever retriever = new ToolRetriever(failing("labels"), Meaning.NONE);

        assertThat(retriever.retrieve("Find the cats", List.of(Kind.IMAGE)).tools())
                .extracting(ToolSpecification::name)
                .contains("yolo_world")
                .doesNotContain("detect");
    }

    @Test
    void should_be_noticed_by_the_checker_and_keep_no_plan_from_running() {
        List<Fault> faults = new PlanChecker(expressions).check(plan(), failing("labels"), PlanLimits.DEFAULT);

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(Fault.Code.OUT_OF_SERVICE);
            assertThat(fault.isError()).isFalse();
            assertThat(fault.where()).isEqualTo("/steps/0/tool");
            assertThat(fault.message()).matches("Step 'f' calls a tool that is out of service: " + WHY);
        });
    }

    @Test
    void should_be_replaced_in_a_plan_by_one_that_does_the_same() {
        Repaired repaired = new PlanRepairer(expressions, Meaning.NONE)
                .repair(plan(), "Where are the cats?", failing("classes"), PlanLimits.DEFAULT);

        assertThat(repaired.plan().steps()).extracting(PlanStep::tool).containsExactly("yolo_world");
        assertThat(repaired.plan().steps().get(0).with()).containsOnlyKeys("image", "classes");
        assertThat(repaired.faults()).isEmpty();
        assertThat(repaired.edits())
                .singleElement()
                .satisfies(edit -> assertThat(edit.reason())
                        .matches("'detect' cannot be called just now \\(" + WHY
                                + "\\); 'yolo_world' takes and gives the same"));
    }

    @Test
    void should_stay_in_a_plan_where_nothing_does_the_same() {
        Repaired repaired = new PlanRepairer(expressions, Meaning.NONE)
                .repair(plan(), "Where are the cats?", failing(""), PlanLimits.DEFAULT);

        assertThat(repaired.plan().steps()).extracting(PlanStep::tool).containsExactly("detect");
        assertThat(repaired.mayRun()).isTrue();
        assertThat(repaired.edits()).isEmpty();
    }

    /** Tools of which {@code detect} has failed; with another detector that is told what to look for at a port of some name, or without. */
    private static ToolRegistry failing(String another) {
        Port image = Port.required("image", Kind.IMAGE, "the picture");
        ToolSpecification detect = ToolSpecification.named("detect")
                .describedAs("Finds things in a picture")
                .takes(image, Port.optional("labels", Kind.listOf(Kind.TEXT), "what to look for"))
                .alsoKnownAs("object detection")
                .gives(Kind.DETECTIONS, "the things");
        ToolSpecification world = ToolSpecification.named("yolo_world")
                .describedAs("Finds things in a picture that words name")
                .takes(
                        image,
                        Port.optional(another.isEmpty() ? "none" : another, Kind.listOf(Kind.TEXT), "what to look for"),
                        Port.optional("threshold", Kind.NUMBER, "least score").or(0.4))
                .alsoKnownAs("object detection")
                .gives(Kind.DETECTIONS, "the things");
        ToolRegistry tools = new FakeExperts().without("detect");
        tools.register(new GuardedTool(
                new ScriptedTool(detect, (a, c) -> {
                    throw new IllegalStateException("the endpoint is gone");
                }),
                GuardSettings.DEFAULT.leftAloneAfter(1, Duration.ofMinutes(5))));
        if (!another.isEmpty()) {
            tools.register(ScriptedTool.neverCalled(world));
        }
        Value picture = Value.Image.of("p", new Raster(2, 2, 3, new byte[12]));
        ToolResult result = tools.call(new ToolCall("detect", Map.of("image", picture)), ToolContext.detached());
        assertThat(result).isInstanceOf(ToolResult.Failure.class);
        return tools;
    }

    private static Plan plan() {
        try {
            return PlanCodec.fromJson(new ObjectMapper().readTree(FIND.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
