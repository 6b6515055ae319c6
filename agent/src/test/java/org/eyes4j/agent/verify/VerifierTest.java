package org.eyes4j.agent.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claim.Status;
import org.eyes4j.agent.answer.Look;
import org.eyes4j.agent.claim.ClaimChecker;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.basic.BasicTools;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final Value.Image PICTURE = Value.Image.of("image1", new Raster(200, 100, 3, new byte[60_000]));
    private static final Detection CUP = Detection.of("cup", 0.8, new BoundingBox(10, 20, 50, 60));
    private static final Detection CAT = Detection.of("cat", 0.9, new BoundingBox(120, 20, 180, 80));
    private static final String FIND = """
            {"inputs": {"image1": "image"}, "steps": [
              {"id": "find", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}}}], "outputs": {"found": {"ref": "find"}}}""";

    private final Expressions expressions = new Expressions();
    private final List<PlanExecutor> executors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    @AfterEach
    void close() {
        executors.forEach(PlanExecutor::close);
    }

    @Test
    void should_agree_where_models_see_the_same_again() {
        Answer answer = verified(detect(frame -> seen(frame, CUP, CAT)), FIND, "The cup is to the left of the cat.");

        assertThat(answer.looks())
                .containsExactly(
                        new Look("find", Look.Way.MIRRORED, true, List.of("r1", "r2"), List.of(), List.of(), ""),
                        new Look("find", Look.Way.CLOSER, true, List.of("r1", "r2"), List.of(), List.of(), ""));
        assertThat(answer.claims()).extracting(Claim::status).containsExactly(Status.SUPPORTED);
        assertThat(answer.claims().get(0).doubts()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void should_doubt_what_does_not_come_back_in_a_mirror() {
        // GIVEN a detector that sees the cup only when it stands on the left
        Answer answer = verified(
                detect(frame -> isMirrored(frame) ? seen(frame, CAT) : seen(frame, CUP, CAT)),
                FIND,
                "There is 1 cup. There is a cat.");

        // THEN the cup is told with less confidence and a doubt
        assertThat(answer.confidence("r1")).isEqualTo(0.5);
        assertThat(answer.confidence("r2")).isEqualTo(1);
        assertThat(answer.claims()).extracting(Claim::status).containsExactly(Status.SUPPORTED, Status.SUPPORTED);
        String told =
                "step 'find': the mirrored picture shows 1 where 2 had been found; cup r1 was not found again in its place";
        assertThat(answer.claims().get(0).doubts()).containsExactly(told);
        assertThat(answer.claims().get(1).doubts()).isEmpty();
        assertThat(warnings).containsExactly("Verification: " + told);
    }

    @Test
    void should_support_no_more_what_comes_back_in_no_look() {
        // GIVEN a detector that lies at each second look
        Answer answer = verified(
                detect(frame -> frame.equals(PICTURE.frame()) ? seen(frame, CUP, CAT) : seen(frame, CAT)),
                FIND,
                "There is 1 cup.");

        assertThat(answer.claims()).extracting(Claim::status).containsExactly(Status.UNSUPPORTED);
        assertThat(answer.confidence("r1")).isZero();
    }

    @Test
    void should_notice_that_left_and_right_are_not_changed_over() {
        // GIVEN a detector that knows by heart where things are
        Answer answer = verified(
                detect(frame -> Value.Detections.of(frame, List.of(CUP, CAT)).searchedFor(search())),
                FIND,
                "The cup is to the left of the cat.");

        assertThat(answer.looks().get(0).lost()).containsExactly("r1", "r2");
        assertThat(answer.claims().get(0).doubts())
                .contains(
                        "step 'find': in the mirrored picture, cup r1 was not found again in its place; cat r2 was not found again in its"
                                + " place; a cup was found only there; a cat was found only there");
    }

    @Test
    void should_not_let_absence_stand_where_a_mirror_shows_something() {
        Answer answer =
                verified(detect(frame -> isMirrored(frame) ? seen(frame, CUP) : seen(frame)), FIND, "There is no cup.");

        assertThat(answer.claims()).extracting(Claim::status).containsExactly(Status.UNSUPPORTED);
        assertThat(answer.claims().get(0).doubts())
                .containsExactly(
                        "step 'find': the mirrored picture shows 1 where 0 had been found; a cup was found only there");
    }

    @Test
    void should_read_text_again_closer_and_not_in_a_mirror() {
        // GIVEN a reader that reads a crop otherwise
        Detection line = Detection.of("text", 0.9, new BoundingBox(20, 20, 90, 40));
        ScriptedTool reader = model("read_text", Kind.DETECTIONS, frame -> {
            boolean whole = frame.equals(PICTURE.frame());
            return Value.Detections.of(frame, List.of(at(frame, line.withText(whole ? "OPEN" : "OPFN"))));
        });
        String plan = FIND.replace("\"detect\"", "\"read_text\"");

        Answer answer = verified(reader, plan, "The sign says \"OPEN\".");

        assertThat(answer.looks()).extracting(Look::way).containsExactly(Look.Way.CLOSER);
        assertThat(answer.claims()).extracting(Claim::status).containsExactly(Status.UNSUPPORTED);
        assertThat(warnings).containsExactly("Verification: step 'find': 'OPEN' was read as 'OPFN' in a closer look");
    }

    @Test
    void should_ask_a_classifier_again() {
        ScriptedTool classify = model(
                "classify",
                Kind.CLASSIFICATION,
                frame -> new Value.Classification(
                        List.of(new Value.Classification.Entry(isMirrored(frame) ? "dog" : "cat", 0.9))));

        Answer answer = verified(classify, FIND.replace("\"detect\"", "\"classify\""), "The picture shows a cat.");

        assertThat(answer.claims()).extracting(Claim::status).containsExactly(Status.UNSUPPORTED);
        assertThat(warnings)
                .containsExactly("Verification: step 'find': the picture was called 'cat', its mirror image 'dog'");
    }

    @Test
    void should_say_what_the_limits_of_a_run_left_unverified() {
        ScriptedTool detect = detect(frame -> seen(frame, CUP));
        RunResult result = run(registry(detect), FIND);

        List<Look> looks = new Verifier(registry(detect))
                .look(
                        result,
                        (plan, inputs) -> executor(registry(detect))
                                .run(
                                        plan,
                                        inputs,
                                        RunOptions.defaults()
                                                .within(RunOptions.defaults()
                                                        .limits()
                                                        .withSteps(1))),
                        warnings::add);

        assertThat(looks).hasSizeLessThan(2);
        assertThat(warnings)
                .isNotEmpty()
                .allMatch(w -> w.startsWith("Not verified: 'find' could not be looked at again: "));
    }

    @Test
    void should_leave_steps_without_a_model_alone() {
        ScriptedTool detect = new ScriptedTool(
                ToolSpecification.named("detect")
                        .describedAs("Finds things")
                        .takes(Port.required("image", Kind.IMAGE, "the picture"))
                        .gives(Kind.DETECTIONS, "things"),
                (a, c) -> ToolResult.of(seen(a.image("image").frame(), CUP)));

        assertThat(verified(detect, FIND, "There is a cup.").looks()).isEmpty();
        assertThat(detect.calls()).hasSize(1);
    }

    private Answer verified(ScriptedTool tool, String plan, String draft) {
        ToolRegistry tools = registry(tool);
        RunResult result = run(tools, plan);
        Answer answer = new ClaimChecker().check(draft, result);
        assertThat(answer.claims()).extracting(Claim::status).containsOnly(Status.SUPPORTED);
        List<Look> looks = new Verifier(tools)
                .look(
                        result,
                        (again, inputs) -> executor(tools).run(again, inputs, RunOptions.defaults()),
                        warnings::add);
        return Doubts.apply(answer, looks, result);
    }

    private RunResult run(ToolRegistry tools, String plan) {
        return executor(tools).run(PlanCodec.parse(plan), Map.of("image1", PICTURE), RunOptions.defaults());
    }

    private PlanExecutor executor(ToolRegistry tools) {
        PlanExecutor executor = new LocalPlanExecutor(tools, expressions, new StepCache(0), Clock.systemUTC());
        executors.add(executor);
        return executor;
    }

    private static ToolRegistry registry(Tool tool) {
        List<Tool> all = new ArrayList<>(BasicTools.all());
        all.add(tool);
        return ToolRegistry.of(all);
    }

    private static ScriptedTool detect(Function<Frame, Value> eyes) {
        return model("detect", Kind.DETECTIONS, eyes);
    }

    private static ScriptedTool model(String name, Kind kind, Function<Frame, Value> eyes) {
        return new ScriptedTool(
                ToolSpecification.named(name)
                        .describedAs("Sees what a test says")
                        .takes(Port.required("image", Kind.IMAGE, "the picture"))
                        .traits(Trait.MODEL)
                        .gives(kind, "what it sees"),
                (arguments, context) ->
                        ToolResult.of(eyes.apply(arguments.image("image").frame()), "eyes"));
    }

    /** Things of the whole picture as this frame shows them; those outside of it are not seen. */
    private static Value.Detections seen(Frame frame, Detection... things) {
        List<Detection> all = new ArrayList<>();
        for (Detection thing : things) {
            Detection there = at(frame, thing);
            if (frame.bounds().contains(there.box().centre())) {
                all.add(there);
            }
        }
        return Value.Detections.of(frame, all).searchedFor(search());
    }

    private static Search search() {
        return new Search(
                List.of("cup", "cat"),
                Map.of("cup", List.of("cup"), "cat", List.of("cat")),
                List.of(),
                true,
                0.4,
                "eyes");
    }

    private static Detection at(Frame frame, Detection thing) {
        return thing.withBox(PICTURE.frame().to(frame).apply(thing.box()));
    }

    private static boolean isMirrored(Frame frame) {
        return frame.toRoot().a() < 0;
    }
}
