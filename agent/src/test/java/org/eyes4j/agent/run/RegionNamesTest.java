package org.eyes4j.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two steps that run at once end in both orders, and every name is the same. */
@Timeout(60)
class RegionNamesTest {
    private static final Expressions EXPRESSIONS = new Expressions();
    /** With room for two calls the last step begins when the first of the others has ended. */
    private static final String TWO_FINDERS = """
            {"inputs": {"image": "image"}, "steps": [
              {"id": "a", "tool": "%s", "with": {"image": {"ref": "inputs.image"}, "n": 2}},
              {"id": "b", "tool": "%s", "with": {"image": {"ref": "inputs.image"}, "n": 3}},
              {"id": "best", "tool": "first", "with": {"items": {"ref": "b"}}},
              {"id": "other", "tool": "first", "with": {"items": {"ref": "a"}}},
              {"id": "tick", "tool": "tick", "with": {"image": {"ref": "inputs.image"}}}]}""";

    private final Cancellation cancellation = new Cancellation();
    private RunJournal journal = new RunJournal();

    @Test
    void should_name_by_the_plan_when_different_tools_end_in_either_order() {
        String plan = TWO_FINDERS.formatted("find", "read");
        for (int late : new int[] {2, 3}) {
            RunResult result = run(plan, late, begins("tick"));

            assertThat(ids(result))
                    .isEqualTo(Map.of(
                            "a", List.of("r1", "r2"),
                            "b", List.of("s1", "s2", "s3"),
                            "best", List.of("s1"),
                            "other", List.of("r1")));
            assertThat(ended().get(0)).isEqualTo(late == 2 ? "b" : "a");
        }
    }

    @Test
    void should_give_one_thing_that_two_steps_of_a_tool_find_one_name_in_either_order() {
        String plan = TWO_FINDERS.formatted("find", "find");
        for (int late : new int[] {2, 3}) {
            RunResult result = run(plan, late, begins("tick"));

            assertThat(ids(result))
                    .isEqualTo(Map.of(
                            "a", List.of("r1", "r2"),
                            "b", List.of("r1", "r2", "s1"),
                            "best", List.of("r1"),
                            "other", List.of("r1")));
        }
    }

    @Test
    void should_call_what_was_seen_before_as_it_was_called_then_and_nothing_else_so() {
        RegionNames before = new RegionNames() {
            @Override
            public java.util.Optional<String> of(
                    org.eyes4j.tools.geometry.Frame frame, Detection detection, java.util.Set<String> given) {
                return given.contains("r7") ? java.util.Optional.empty() : java.util.Optional.of("r7");
            }

            @Override
            public java.util.Set<String> taken() {
                return java.util.Set.of("r1", "r7");
            }
        };
        RegionNamer namer = new RegionNamer(before);

        Value named = namer.nameInput(Value.Detections.of(
                org.eyes4j.tools.geometry.Frame.of("image1", 10, 10),
                List.of(
                        Detection.of("cat", 0.9, new BoundingBox(0, 0, 5, 5)),
                        Detection.of("dog", 0.9, new BoundingBox(5, 5, 9, 9)))));

        assertThat(((Value.Detections) named).regions()).extracting(Region::id).containsExactly("r7", "r2");
    }

    @Test
    void should_let_steps_on_different_pictures_go_on_by_themselves() {
        // GIVEN a step that does not end before what follows from the other has
        RunResult result = run("""
                {"inputs": {"image": "image", "second": "image"}, "steps": [
                  {"id": "a", "tool": "find", "with": {"image": {"ref": "inputs.image"}, "n": 2}},
                  {"id": "b", "tool": "find", "with": {"image": {"ref": "inputs.second"}, "n": 3}},
                  {"id": "best", "tool": "first", "with": {"items": {"ref": "b"}}}]}""", 2, ends("best"));

        assertThat(ids(result))
                .isEqualTo(Map.of("a", List.of("r1", "r2"), "b", List.of("s1", "s2", "s3"), "best", List.of("s1")));
        assertThat(ended()).containsExactly("b", "best", "a");
    }

    @Test
    void should_let_a_step_that_finds_nothing_new_go_on() {
        // GIVEN a step that names all that the last one finds, and one that could find the same but has not ended yet
        RunResult result = run("""
                {"inputs": {"image": "image"}, "steps": [
                  {"id": "all", "tool": "find", "with": {"image": {"ref": "inputs.image"}, "n": 3}},
                  {"id": "a", "tool": "find", "with": {"image": {"ref": "inputs.image"}, "n": 2}},
                  {"id": "b", "tool": "find", "when": "all.count > 0",
                    "with": {"image": {"ref": "inputs.image"}, "n": 1}}]}""", 2, ends("b"));

        assertThat(ids(result))
                .isEqualTo(Map.of("all", List.of("r1", "r2", "r3"), "a", List.of("r1", "r2"), "b", List.of("r1")));
        assertThat(ended()).containsExactly("all", "b", "a");
    }

    @Test
    void should_not_wait_for_a_step_that_never_begins() {
        RunResult result = run("""
                {"inputs": {"image": "image"}, "steps": [
                  {"id": "bad", "tool": "bad", "with": {"image": {"ref": "inputs.image"}, "n": 1}},
                  {"id": "a", "tool": "find", "with": {"image": {"ref": "inputs.image"}, "n": {"cel": "bad.count"}}},
                  {"id": "b", "tool": "find", "with": {"image": {"ref": "inputs.image"}, "n": 2}},
                  {"id": "tick", "tool": "tick", "with": {"image": {"ref": "inputs.image"}}}]}""", 1, begins("tick"));

        assertThat(ids(result)).isEqualTo(Map.of("b", List.of("t1", "t2")));
    }

    @Test
    void should_keep_what_was_found_when_the_run_is_cancelled_before_it_has_names() {
        // GIVEN a step that has found something and lets another go first, which does not end before the run has
        String plan = TWO_FINDERS.formatted("find", "find");
        Predicate<RunEvent> cancels = begins("tick");

        RunResult result = run(plan, 2, event -> {
            if (cancels.test(event)) {
                cancellation.request();
            }
            return event instanceof RunEvent.RunDone;
        });

        assertThat(ids(result)).isEqualTo(Map.of("b", List.of("s1", "s2", "s3")));
        assertThat(ended()).contains("b").doesNotContain("a", "best");
    }

    /**
     * Runs a plan on two pictures with these tools: {@code find} and {@code read} find {@code n} things, {@code first} keeps the
     * first, {@code bad} fails.
     *
     * @param late the call with this {@code n} does not return before an event
     */
    private RunResult run(String plan, int late, Predicate<RunEvent> event) {
        CountDownLatch latch = new CountDownLatch(1);
        ToolRegistry tools = new ToolRegistry();
        for (String name : List.of("find", "read", "bad")) {
            tools.register(new ScriptedTool(
                    ToolSpecification.named(name)
                            .describedAs("Finds things.")
                            .takes(
                                    Port.required("image", Kind.IMAGE, "where"),
                                    Port.required("n", Kind.NUMBER, "how many"))
                            .gives(Kind.DETECTIONS, "things"),
                    (arguments, context) -> {
                        int n = arguments.integer("n");
                        if (n == late) {
                            await(latch);
                        }
                        return name.equals("bad")
                                ? ToolResult.failed(FailureKind.BAD_INPUT, "Broken.", "")
                                : ToolResult.of(Value.Detections.of(
                                        arguments.image("image").frame(), things(name, n)));
                    }));
        }
        tools.register(new ScriptedTool(
                ToolSpecification.named("first")
                        .describedAs("The first.")
                        .takes(Port.required("items", Kind.DETECTIONS, "of these"))
                        .gives(Kind.DETECTIONS, "it"),
                (arguments, context) -> {
                    Value.Detections items = arguments.detections("items");
                    return ToolResult.of(items.with(items.regions().subList(0, 1)));
                }));
        tools.register(ScriptedTool.giving(
                ToolSpecification.named("tick")
                        .describedAs("Nothing.")
                        .takes(Port.required("image", Kind.IMAGE, "anything"))
                        .gives(Kind.NUMBER, "1"),
                new Value.Number(1)));
        journal = new RunJournal();
        try (PlanExecutor executor =
                new LocalPlanExecutor(tools, EXPRESSIONS, new StepCache(1 << 20), Clock.systemUTC())) {
            RunOptions options = RunOptions.defaults()
                    .parallel(2)
                    .endedBy(cancellation)
                    .tellingTo(journal)
                    .tellingTo(e -> {
                        if (event.test(e)) {
                            latch.countDown();
                        }
                    });
            RunResult result = executor.run(
                    PlanCodec.parse(plan), Map.of("image", picture("one"), "second", picture("two")), options);
            assertThat(told()).as("what listeners heard").isEqualTo(result.values());
            return result;
        }
    }

    private static Predicate<RunEvent> begins(String step) {
        return event ->
                event instanceof RunEvent.StepStarted started && started.step().equals(step);
    }

    private static Predicate<RunEvent> ends(String step) {
        return event -> event instanceof RunEvent.StepDone done && done.step().equals(step);
    }

    private Map<String, Value> told() {
        Map<String, Value> told = new HashMap<>();
        journal.events().forEach(event -> {
            if (event instanceof RunEvent.StepDone done) {
                told.put(done.step(), done.value());
            }
        });
        return told;
    }

    private List<String> ended() {
        return journal.events().stream()
                .filter(event -> event instanceof RunEvent.StepDone)
                .map(event -> ((RunEvent.StepDone) event).step())
                .toList();
    }

    private static Map<String, List<String>> ids(RunResult result) {
        Map<String, List<String>> ids = new HashMap<>();
        result.values().forEach((step, value) -> {
            if (value instanceof Value.Detections found) {
                ids.put(step, found.regions().stream().map(Region::id).toList());
            }
        });
        return ids;
    }

    private static List<Detection> things(String label, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> Detection.of(label, 0.9, new BoundingBox(0, 0, i, i)))
                .toList();
    }

    private static Value.Image picture(String name) {
        return Value.Image.of(name, new Raster(4, 3, 3, new byte[36]));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
