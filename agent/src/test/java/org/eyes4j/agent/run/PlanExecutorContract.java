package org.eyes4j.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link PlanExecutor} does; an implementer inherits it. Tools, and what they share with a test, are of this process. */
@Timeout(60)
public abstract class PlanExecutorContract {
    private static final Frame FRAME = Frame.of("image1", 100, 80);

    private final ToolRegistry tools = new ToolRegistry();
    private final StepCache cache = new StepCache(1 << 20);
    private final RunJournal journal = new RunJournal();
    private final RunOptions options = RunOptions.defaults().tellingTo(journal).parallel(2);

    private PlanExecutor executor;

    /** One that calls these tools, and is closed after each test. */
    protected abstract PlanExecutor executor(ToolRegistry tools, StepCache cache);

    @BeforeEach
    void open() {
        executor = executor(tools, cache);
    }

    @AfterEach
    void close() {
        executor.close();
    }

    @Test
    void should_run_steps_in_the_order_of_their_references() {
        // GIVEN a plan written back to front
        ScriptedTool add = register(
                "add",
                (arguments, context) -> ToolResult.of(
                        new Value.Number(arguments.number("a") + (arguments.has("b") ? arguments.number("b") : 0))));

        // WHEN it runs
        RunResult result = run("""
                {"inputs": {"n": {"kind": "number", "default": 5}}, "steps": [
                  {"id": "last", "tool": "add", "with": {"a": {"ref": "mid"}, "b": {"cel": "first * 2.0 + inputs.n"}}},
                  {"id": "mid", "tool": "add", "with": {"a": {"ref": "first"}, "b": 10}},
                  {"id": "first", "tool": "add", "with": {"a": 1}}], "outputs": {"o": {"ref": "last"}}}""");

        // THEN each found what it refers to
        assertThat(result.values())
                .containsExactly(
                        Map.entry("last", new Value.Number(18)),
                        Map.entry("mid", new Value.Number(11)),
                        Map.entry("first", new Value.Number(1)));
        assertThat(result.steps()).extracting(StepReport::status).containsOnly(StepReport.Status.DONE);
        assertThat(result.value(new Argument.Ref("last"))).contains(new Value.Number(18));
        assertThat(add.calls()).hasSize(3);
    }

    @Test
    void should_run_ready_steps_at_the_same_time() {
        // GIVEN two calls that each wait for the other to be there
        CyclicBarrier both = new CyclicBarrier(2);
        register("meet", (arguments, context) -> {
            try {
                both.await(30, TimeUnit.SECONDS);
                return ToolResult.of(new Value.Number(1));
            } catch (Exception e) {
                return ToolResult.failed(FailureKind.INTERNAL, "Alone: " + e);
            }
        });

        RunResult result = run("""
                {"steps": [{"id": "a", "tool": "meet", "with": {"a": 1}}, {"id": "b", "tool": "meet", "with": {"a": 2}}]}""");

        assertThat(result.values()).hasSize(2);
    }

    @Test
    void should_not_run_more_calls_at_a_time_than_allowed() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        register("count", (arguments, context) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            return ToolResult.of(new Value.Number(0));
        });

        run("{\"steps\": [{\"id\": \"a\", \"tool\": \"count\", \"for_each\": {\"cel\": \"[1,2,3,4,5,6,7,8]\"},"
                + " \"with\": {\"a\": {\"ref\": \"item\"}}}]}");

        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void should_fail_only_what_depends_on_a_failed_step() {
        register(
                "bad",
                (arguments, context) ->
                        ToolResult.failed(FailureKind.BAD_INPUT, "The picture is broken.", "Give another."));
        register("add", (arguments, context) -> ToolResult.of(new Value.Number(1)));

        RunResult result = run("""
                {"steps": [
                  {"id": "a", "tool": "bad", "with": {"a": 1}},
                  {"id": "b", "tool": "add", "with": {"a": {"ref": "a"}}},
                  {"id": "c", "tool": "add", "with": {"a": {"cel": "b + 1"}}},
                  {"id": "d", "tool": "add", "with": {"a": 1}}]}""");

        assertThat(result.steps())
                .extracting(StepReport::status)
                .containsExactly(
                        StepReport.Status.FAILED,
                        StepReport.Status.SKIPPED,
                        StepReport.Status.SKIPPED,
                        StepReport.Status.DONE);
        assertThat(result.steps())
                .extracting(StepReport::failure)
                .containsExactly(
                        new Failure(FailureKind.BAD_INPUT, "The picture is broken.", "Give another."),
                        new Failure(
                                FailureKind.BAD_INPUT,
                                "It needs step 'a', which failed: The picture is broken.",
                                "Give another."),
                        new Failure(
                                FailureKind.BAD_INPUT,
                                "It needs step 'a', which failed: The picture is broken.",
                                "Give another."),
                        null);
        assertThat(result.values()).containsOnlyKeys("d");
    }

    @Test
    void should_stop_the_run_where_a_step_says_so() {
        CountDownLatch failed = new CountDownLatch(1);
        register("bad", (arguments, context) -> ToolResult.failed(FailureKind.BAD_INPUT, "Broken"));
        register("slow", (arguments, context) -> {
            awaitQuietly(failed);
            return ToolResult.of(new Value.Number(1));
        });

        RunResult result = executor.run(PlanCodec.parse("""
                        {"steps": [
                          {"id": "a", "tool": "bad", "on_failure": "stop", "with": {"a": 1}},
                          {"id": "b", "tool": "slow", "with": {"a": 1}},
                          {"id": "c", "tool": "slow", "with": {"a": {"ref": "b"}}}]}"""), Map.of(), options);
        failed.countDown();

        assertThat(result.steps())
                .extracting(s -> s.status() + " " + explain(s))
                .containsExactly(
                        "FAILED Broken",
                        "FAILED Stopped because step 'a' failed: Broken",
                        "SKIPPED Stopped because step 'a' failed: Broken");
    }

    @Test
    void should_run_a_step_over_detections_and_keep_their_order() {
        register(
                "areas",
                Kind.DETECTIONS,
                Kind.NUMBER,
                (arguments, context) -> ToolResult.of(new Value.Number(
                        arguments.detections("a").regions().get(0).area())));
        Value found = Value.Detections.of(FRAME, List.of(cat(1), cat(2), cat(3)));

        RunResult result = run("""
                {"inputs": {"found": "detections"}, "steps": [
                  {"id": "all", "tool": "areas", "for_each": {"ref": "inputs.found"}, "with": {"a": {"ref": "item"}}},
                  {"id": "some", "tool": "areas", "for_each": {"ref": "inputs.found"}, "when": "item.box.width > 1.5",
                   "with": {"a": {"ref": "item"}}},
                  {"id": "none", "tool": "areas", "for_each": {"cel": "inputs.found.regions.filter(r, r.area > 99.0)"},
                   "with": {"a": {"ref": "item"}}}]}""", Map.of("found", found));

        assertThat(result.values().get("all"))
                .isEqualTo(new Value.ListOf(
                        Kind.NUMBER, List.of(new Value.Number(1), new Value.Number(4), new Value.Number(9))));
        assertThat(result.values().get("some"))
                .isEqualTo(new Value.ListOf(Kind.NUMBER, List.of(new Value.Number(4), new Value.Number(9))));
        assertThat(result.values().get("none")).isEqualTo(new Value.ListOf(Kind.NUMBER, List.of()));
    }

    @Test
    void should_tell_which_item_failed() {
        register(
                "picky",
                (arguments, context) -> arguments.number("a") == 2
                        ? ToolResult.failed(FailureKind.BAD_INPUT, "No twos")
                        : ToolResult.of(new Value.Number(1)));

        RunResult result = run("{\"steps\": [{\"id\": \"a\", \"tool\": \"picky\", \"for_each\": [1, 2, 3],"
                + " \"with\": {\"a\": {\"ref\": \"item\"}}}]}");

        assertThat(explain(result.steps().get(0))).isEqualTo("Item 2 of 3: No twos");
    }

    @Test
    void should_refuse_to_fan_out_too_far() {
        register("add", (arguments, context) -> ToolResult.of(new Value.Number(1)));

        RunResult result = executor.run(
                PlanCodec.parse("{\"steps\": [{\"id\": \"a\", \"tool\": \"add\", \"for_each\": [1, 2, 3],"
                        + " \"with\": {\"a\": {\"ref\": \"item\"}}}]}"),
                Map.of(),
                options.fanningOutTo(2));

        assertThat(explain(result.steps().get(0)))
                .isEqualTo("Step 'a' would run over 3 items; a run allows 2. Select fewer first");
    }

    @Test
    void should_skip_where_a_condition_does_not_hold() {
        register("add", (arguments, context) -> ToolResult.of(new Value.Number(arguments.number("a"))));

        RunResult result = run("""
                {"steps": [{"id": "a", "tool": "add", "with": {"a": 1}},
                  {"id": "b", "tool": "add", "when": {"cel": "a > 1"}, "with": {"a": 1}},
                  {"id": "c", "tool": "add", "with": {"a": {"ref": "b"}}},
                  {"id": "d", "tool": "add", "when": "a == 1", "with": {"a": 7}}]}""");

        assertThat(result.steps())
                .extracting(s -> s.id() + " " + s.status() + " " + explain(s))
                .containsExactly(
                        "a DONE ",
                        "b SKIPPED Its condition 'a > 1' does not hold",
                        "c SKIPPED It needs step 'b', which was skipped: Its condition 'a > 1' does not hold",
                        "d DONE ");
    }

    @Test
    void should_go_on_with_a_run_keeping_what_is_done() {
        // GIVEN a run of which one step is done, with regions, one failed and one was skipped
        ScriptedTool find = register(
                "find",
                Kind.NUMBER,
                Kind.DETECTIONS,
                (arguments, context) -> arguments.number("a") < 0
                        ? ToolResult.failed(FailureKind.BAD_INPUT, "Too little")
                        : ToolResult.of(Value.Detections.of(FRAME, List.of(cat((int) arguments.number("a"))))));
        register("count", Kind.DETECTIONS, Kind.NUMBER, (arguments, context) -> ToolResult.of(new Value.Number(1)));
        String done = "{\"id\": \"a\", \"tool\": \"find\", \"with\": {\"a\": 5}},";
        RunResult first = run("{\"steps\": [" + done + """
                {"id": "b", "tool": "find", "with": {"a": -1}},
                {"id": "c", "tool": "count", "with": {"a": {"ref": "b"}}}]}""");

        // WHEN it goes on with the failed step changed, and one more
        RunResult second = executor.run(PlanCodec.parse("{\"steps\": [" + done + """
                {"id": "b", "tool": "find", "with": {"a": 7}},
                {"id": "c", "tool": "count", "with": {"a": {"ref": "b"}}},
                {"id": "d", "tool": "count", "with": {"a": {"ref": "a"}}}]}"""), Map.of(), options, first);

        // THEN it is one run; nothing is done twice, and regions keep their names
        assertThat(second.run()).isEqualTo(first.run());
        assertThat(find.calls()).hasSize(3);
        assertThat(second.steps()).extracting(StepReport::status).containsOnly(StepReport.Status.DONE);
        assertThat(second.steps().get(0)).isSameAs(first.steps().get(0));
        assertThat(List.of("a", "b"))
                .map(step -> ((Value.Detections) second.values().get(step))
                        .regions()
                        .get(0)
                        .id())
                .containsExactly("r1", "s1");

        // AND what failed and stands as it was fails what is new and needs it, without being tried again
        RunResult third = executor.run(PlanCodec.parse("""
                {"steps": [{"id": "b", "tool": "find", "with": {"a": -1}},
                  {"id": "e", "tool": "count", "with": {"a": {"ref": "b"}}}]}"""), Map.of(), options, first);
        assertThat(find.calls()).hasSize(3);
        assertThat(third.steps())
                .extracting(s -> s.id() + " " + s.status() + " " + explain(s))
                .containsExactly("b FAILED Too little", "e SKIPPED It needs step 'b', which failed: Too little");
    }

    @Test
    void should_end_a_step_that_takes_too_long_though_its_tool_does_not_listen() {
        CountDownLatch never = new CountDownLatch(1);
        register("deaf", (arguments, context) -> {
            awaitQuietly(never);
            return ToolResult.of(new Value.Number(1));
        });
        register("add", (arguments, context) -> ToolResult.of(new Value.Number(1)));

        RunResult result = run("""
                {"steps": [{"id": "a", "tool": "deaf", "timeout": "20ms", "with": {"a": 1}},
                  {"id": "b", "tool": "add", "with": {"a": {"ref": "a"}}}]}""");
        never.countDown();

        assertThat(result.steps())
                .extracting(s -> s.status() + " " + explain(s))
                .containsExactly(
                        "FAILED Step 'a' took longer than 20 ms. Allow more time with \"timeout\"",
                        "SKIPPED It needs step 'a', which failed: Step 'a' took longer than 20 ms. Allow more time with"
                                + " \"timeout\"");
    }

    @Test
    void should_end_a_run_that_takes_too_long() {
        register("patient", (arguments, context) -> {
            CountDownLatch ended = new CountDownLatch(1);
            context.cancellation().onRequest(ended::countDown);
            awaitQuietly(ended);
            return ToolResult.failed(FailureKind.CANCELLED, "Told to end");
        });

        RunResult result = executor.run(
                PlanCodec.parse("{\"steps\": [{\"id\": \"a\", \"tool\": \"patient\", \"with\": {\"a\": 1}}]}"),
                Map.of(),
                options.limited(Duration.ofMinutes(1), Duration.ofMillis(20)));

        assertThat(explain(result.steps().get(0))).isEqualTo("The run took longer than 20 ms. Allow more time");
    }

    @Test
    void should_cancel_calls_and_skip_the_rest() {
        // GIVEN a call that hears when it is told to end
        Cancellation cancellation = new Cancellation();
        CountDownLatch heard = new CountDownLatch(1);
        register("waits", (arguments, context) -> {
            context.cancellation().onRequest(heard::countDown);
            cancellation.request();
            awaitQuietly(heard);
            return ToolResult.failed(FailureKind.CANCELLED, "Told to end");
        });

        // WHEN the run is cancelled from within it
        RunResult result = executor.run(PlanCodec.parse("""
                        {"steps": [{"id": "a", "tool": "waits", "with": {"a": 1}},
                          {"id": "b", "tool": "waits", "with": {"a": {"ref": "a"}}}]}"""), Map.of(), options.endedBy(cancellation));

        // THEN it hears, and the run is over
        awaitQuietly(heard);
        assertThat(heard.getCount()).isZero();
        assertThat(result.steps())
                .extracting(s -> s.status() + " " + explain(s))
                .containsExactly("FAILED The run was cancelled", "SKIPPED The run was cancelled");
    }

    @Test
    void should_begin_nothing_once_cancelled() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        ScriptedTool add = register("add", (arguments, context) -> ToolResult.of(new Value.Number(1)));

        RunResult result = executor.run(
                PlanCodec.parse("{\"steps\": [{\"id\": \"a\", \"tool\": \"add\", \"with\": {\"a\": 1}}]}"),
                Map.of(),
                options.endedBy(cancellation));

        assertThat(result.steps().get(0).status()).isEqualTo(StepReport.Status.SKIPPED);
        assertThat(add.calls()).isEmpty();
    }

    @Test
    void should_try_again_what_did_not_answer_and_nothing_else() {
        AtomicInteger tries = new AtomicInteger();
        register(
                "flaky",
                (arguments, context) -> tries.incrementAndGet() < 3
                        ? ToolResult.failed(FailureKind.UNAVAILABLE, "No answer")
                        : ToolResult.of(new Value.Number(tries.get())));
        ScriptedTool bad = register("bad", (arguments, context) -> ToolResult.failed(FailureKind.BAD_INPUT, "Broken"));

        RunResult result = run("""
                {"steps": [{"id": "a", "tool": "flaky", "retry": {"times": 2, "backoff": "1ms"}, "with": {"a": 1}},
                  {"id": "b", "tool": "bad", "retry": {"times": 2, "backoff": "1ms"}, "with": {"a": 1}}]}""");

        assertThat(result.values()).containsExactly(Map.entry("a", new Value.Number(3)));
        assertThat(bad.calls()).hasSize(1);
        assertThat(journal.events())
                .filteredOn(e -> e instanceof RunEvent.StepProgress)
                .extracting(e -> ((RunEvent.StepProgress) e).message())
                .containsExactly("trying again (1 of 2): No answer", "trying again (2 of 2): No answer");
    }

    @Test
    void should_answer_an_equal_call_from_the_cache() {
        ScriptedTool add = register("add", (arguments, context) -> {
            context.warn("Only words");
            return new ToolResult.Success(new Value.Number(arguments.number("a")), "model-x", List.of());
        });
        String plan = "{\"steps\": [{\"id\": \"a\", \"tool\": \"add\", \"with\": {\"a\": 1}}]}";

        StepReport first = run(plan).steps().get(0);
        StepReport second = run(plan).steps().get(0);
        run("{\"steps\": [{\"id\": \"a\", \"tool\": \"add\", \"with\": {\"a\": 2}}]}");
        executor.run(PlanCodec.parse(plan), Map.of(), options.wishing("other"));
        executor.run(PlanCodec.parse(plan), Map.of(), options.withoutCache());

        assertThat(first.cached()).isFalse();
        assertThat(second.cached()).isTrue();
        assertThat(second.model()).isEqualTo("model-x");
        assertThat(second.warnings()).containsExactly("Only words");
        assertThat(add.calls()).hasSize(4);
    }

    @Test
    void should_never_answer_effects_or_chance_from_the_cache() {
        ScriptedTool effect = register("save", Trait.EFFECT);
        ScriptedTool random = register("dice", Trait.RANDOM);
        String plan = "{\"steps\": [{\"id\": \"a\", \"tool\": \"save\", \"with\": {\"a\": 1}},"
                + " {\"id\": \"b\", \"tool\": \"dice\", \"with\": {\"a\": 1}}]}";

        run(plan);
        run(plan);

        assertThat(effect.calls()).hasSize(2);
        assertThat(random.calls()).hasSize(2);
        assertThat(cache.size()).isZero();
    }

    @Test
    void should_name_regions_once_in_a_run() {
        // GIVEN a detector, a selector that keeps regions as they are, and one that makes up an id
        register(
                "find",
                Kind.NUMBER,
                Kind.DETECTIONS,
                (arguments, context) ->
                        ToolResult.of(Value.Detections.of(FRAME, List.of(cat(1), cat((int) arguments.number("a"))))));
        register("last", Kind.DETECTIONS, Kind.DETECTIONS, (arguments, context) -> {
            Value.Detections given = arguments.detections("a");
            return ToolResult.of(given.with(List.of(given.regions().get(1))));
        });
        register(
                "sly",
                Kind.DETECTIONS,
                Kind.DETECTIONS,
                (arguments, context) -> ToolResult.of(new Value.Detections(FRAME, List.of(new Region("r9", cat(7))))));

        // WHEN they run on an input that has a name of its own
        RunResult result = run("""
                {"inputs": {"own": "detections"}, "steps": [
                  {"id": "f", "tool": "find", "with": {"a": 2}},
                  {"id": "l", "tool": "last", "with": {"a": {"ref": "f"}}},
                  {"id": "g", "tool": "find", "when": "size(l.regions) > 0", "with": {"a": 3}},
                  {"id": "s", "tool": "sly", "when": "size(g.regions) > 0", "with": {"a": {"ref": "f"}}}]}""", Map.of("own", new Value.Detections(FRAME, List.of(new Region("r2", cat(50))))));

        // THEN new ids avoid it, kept regions keep theirs, an equal find gets the same, and nobody makes ids up
        assertThat(ids(result, "f")).containsExactly("r1", "r3");
        assertThat(ids(result, "l")).containsExactly("r3");
        assertThat(ids(result, "g")).containsExactly("r1", "t1");
        assertThat(ids(result, "s")).containsExactly("u1");
    }

    @Test
    void should_tell_events_in_order() {
        register("add", (arguments, context) -> {
            context.report("half way");
            return ToolResult.of(new Value.Number(1));
        });

        RunResult result = run("{\"steps\": [{\"id\": \"a\", \"tool\": \"add\", \"with\": {\"a\": 1}}]}");

        assertThat(journal.events())
                .extracting(e -> e.getClass().getSimpleName())
                .containsExactly("RunStarted", "StepStarted", "StepProgress", "StepDone", "RunDone");
        assertThat(journal.events()).extracting(RunEvent::run).containsOnly(result.run());
        assertThat(result.run()).matches("\\d{8}-\\d{6}-[0-9a-f]{6}");
    }

    @Test
    void should_go_on_though_a_listener_throws() {
        register("add", (arguments, context) -> ToolResult.of(new Value.Number(1)));
        List<RunEvent> heard = new ArrayList<>();

        RunResult result = executor.run(
                PlanCodec.parse("{\"steps\": [{\"id\": \"a\", \"tool\": \"add\", \"with\": {\"a\": 1}}]}"),
                Map.of(),
                RunOptions.defaults()
                        .tellingTo(event -> {
                            throw new IllegalStateException("broken listener");
                        })
                        .tellingTo(heard::add));

        assertThat(result.values()).hasSize(1);
        assertThat(heard).hasSize(4);
    }

    @Test
    void should_tell_why_a_step_had_nothing_to_work_on() {
        register("add", (arguments, context) -> ToolResult.of(new Value.Number(1)));

        RunResult result = run("""
                {"inputs": {"n": "number", "m": "number"}, "steps": [
                  {"id": "a", "tool": "add", "with": {"a": {"ref": "inputs.n"}}},
                  {"id": "b", "tool": "add", "with": {"a": {"ref": "inputs.m"}}},
                  {"id": "c", "tool": "ad", "with": {}},
                  {"id": "d", "tool": "add", "with": {"a": {"cel": "1 / 0"}}},
                  {"id": "e", "tool": "add", "with": {"a": "x"}},
                  {"id": "f", "tool": "add", "with": {"a": {"ref": "g"}}},
                  {"id": "g", "tool": "add", "with": {"a": {"ref": "f"}}}]}""", Map.of("m", new Value.Text("x"), "k", new Value.Number(1)));

        assertThat(result.steps())
                .extracting(s -> s.id() + ": " + explain(s))
                .containsExactly(
                        "a: Input 'n' (number) was not given",
                        "b: Input 'm' is number, got text",
                        "c: Unknown tool 'ad'; did you mean 'add'?",
                        "d: Expression '1 / 0': there is a division by zero",
                        "e: Cannot read argument 'a' as number: Expected a number, found \"x\"",
                        "f: It waits in vain for g. Check the plan for circles",
                        "g: It waits in vain for f. Check the plan for circles");
        assertThat(result.warnings())
                .containsExactly("Input 'k' was given and is not one of the plan's; did you mean 'm'?");
    }

    @Test
    void should_report_an_error_thrown_by_a_tool_as_its_bug() {
        register("broken", (arguments, context) -> {
            throw new NoClassDefFoundError("org/native/Thing");
        });

        assertThat(explain(run("{\"steps\": [{\"id\": \"a\", \"tool\": \"broken\", \"with\": {\"a\": 1}}]}")
                        .steps()
                        .get(0)))
                .isEqualTo("Tool 'broken' has a bug: java.lang.NoClassDefFoundError: org/native/Thing. The log has the"
                        + " details");
    }

    @Test
    void should_refuse_two_steps_of_one_id() {
        assertThatThrownBy(
                        () -> run("{\"steps\": [{\"id\": \"a\", \"tool\": \"t\"}, {\"id\": \"a\", \"tool\": \"t\"}]}"))
                .hasMessage("Two steps are called 'a'");
    }

    @Test
    void should_place_coordinates_in_the_picture_beside_them() {
        tools.register(new ScriptedTool(
                ToolSpecification.named("mark")
                        .describedAs("Marks.")
                        .takes(
                                Port.required("prompts", Kind.VISUAL_PROMPTS, "where"),
                                Port.required("image", Kind.IMAGE, "the picture"))
                        .gives(Kind.TEXT, "its frame"),
                (arguments, context) -> ToolResult.of(
                        new Value.Text(arguments.prompts("prompts").frame().image()))));

        RunResult result = run("""
                {"inputs": {"image1": "image"}, "steps": [{"id": "a", "tool": "mark",
                  "with": {"prompts": [{"point": [1, 2]}], "image": {"ref": "inputs.image1"}}}]}""", Map.of("image1", Value.Image.of("photo", new Raster(4, 3, 3, new byte[36]))));

        assertThat(result.values().get("a")).isEqualTo(new Value.Text("photo"));
    }

    @Test
    void should_give_tools_the_values_as_they_are() {
        // GIVEN a picture of which a step makes another, and a third that looks at both
        Frame frame = new Frame("photo", 4, 3, new Affine(0.1, 0.2, 1 / 3.0, -0.2, 0.1, Math.PI));
        byte[] pixels = new byte[48];
        new Random(7).nextBytes(pixels);
        Value.Image picture = new Value.Image(frame, new Raster(4, 3, 4, pixels));
        register("same", Kind.IMAGE, Kind.IMAGE, (arguments, context) -> ToolResult.of(arguments.image("a")));
        ScriptedTool look = register(
                "look",
                Kind.IMAGE,
                Kind.FLAG,
                (arguments, context) ->
                        ToolResult.of(new Value.Flag(arguments.image("a").equals(arguments.image("b")))));

        RunResult result = run("""
                {"inputs": {"p": "image"}, "steps": [
                  {"id": "a", "tool": "same", "with": {"a": {"ref": "inputs.p"}}},
                  {"id": "b", "tool": "look", "with": {"a": {"ref": "a"}, "b": {"ref": "inputs.p"}}}]}""", Map.of("p", picture));

        assertThat(result.values().get("a")).isEqualTo(picture);
        assertThat(result.values().get("b")).isEqualTo(new Value.Flag(true));
        assertThat(look.calls()).hasSize(1);
    }

    @Test
    void should_tell_tools_what_they_may_know_of_the_run() {
        register(
                "tell",
                Kind.NUMBER,
                Kind.TEXT,
                (arguments, context) -> ToolResult.of(new Value.Text(context.wishedModel()
                                .orElse("-") + " " + context.outputFolder().orElseThrow() + " " + context.depth())));
        Path folder = Path.of("out").toAbsolutePath();

        RunResult result = executor.run(
                PlanCodec.parse("{\"steps\": [{\"id\": \"a\", \"tool\": \"tell\", \"with\": {\"a\": 1}}]}"),
                Map.of(),
                options.wishing("big").swapping(Map.of("tell", "small")).writingTo(folder));

        assertThat(result.values().get("a")).isEqualTo(new Value.Text("small " + folder + " 1"));
    }

    @Test
    void should_tell_the_model_and_the_warnings_of_steps_and_of_the_run_once() {
        register("add", (arguments, context) -> {
            context.warn("Only words");
            return new ToolResult.Success(new Value.Number(1), "model-x", List.of("And a little"));
        });

        RunResult result = run("""
                {"steps": [{"id": "a", "tool": "add", "for_each": [1, 2], "with": {"a": {"ref": "item"}}},
                  {"id": "b", "tool": "add", "with": {"a": 3}}]}""");

        assertThat(result.steps()).extracting(StepReport::model).containsExactly("model-x", "model-x");
        assertThat(result.steps().get(0).warnings()).containsExactlyInAnyOrder("Only words", "And a little");
        assertThat(result.warnings()).containsExactlyInAnyOrder("Only words", "And a little");
    }

    @Test
    void should_run_as_many_steps_as_are_allowed_and_keep_what_it_has() {
        ScriptedTool add =
                register("add", (arguments, context) -> ToolResult.of(new Value.Number(arguments.number("a") + 1)));

        RunResult result = executor.run(
                PlanCodec.parse("""
                        {"steps": [{"id": "a", "tool": "add", "with": {"a": 1}},
                          {"id": "b", "tool": "add", "with": {"a": {"ref": "a"}}},
                          {"id": "c", "tool": "add", "with": {"a": {"ref": "b"}}}]}"""), Map.of(), options.within(options.limits().withSteps(2)));

        assertThat(result.values()).containsOnlyKeys("a", "b");
        assertThat(add.calls()).hasSize(2);
        assertThat(result.warnings())
                .containsExactly("The run has taken as many steps as it may; what was found until then is told");
    }

    @Test
    void should_begin_nothing_more_once_its_values_take_too_much() {
        register(
                "write",
                Kind.NUMBER,
                Kind.TEXT,
                (arguments, context) -> ToolResult.of(new Value.Text("x".repeat(1 << 20))));

        RunResult result = executor.run(
                PlanCodec.parse("""
                        {"steps": [{"id": "a", "tool": "write", "with": {"a": 1}},
                          {"id": "b", "tool": "write", "with": {"a": {"cel": "double(size(a))"}}}]}"""), Map.of(), options.within(options.limits().withValueBytes(1 << 20)));

        assertThat(result.values()).containsOnlyKeys("a");
        assertThat(result.step("b").orElseThrow().failure().kind()).isEqualTo(FailureKind.LIMIT);
    }

    @Test
    void should_not_let_plans_run_plans_without_end() {
        RunOptions three = options.within(options.limits().withDepth(3));
        ScriptedTool again = register(
                "again",
                (arguments, context) -> executor.run(
                                PlanCodec.parse(
                                        "{\"steps\": [{\"id\": \"a\", \"tool\": \"again\", \"with\": {\"a\": 1}}]}"),
                                Map.of(),
                                three.within(context))
                        .step("a")
                        .orElseThrow()
                        .failure());

        RunResult result = executor.run(
                PlanCodec.parse("{\"steps\": [{\"id\": \"a\", \"tool\": \"again\", \"with\": {\"a\": 1}}]}"),
                Map.of(),
                three);

        assertThat(again.calls()).hasSize(3);
        assertThat(explain(result.steps().get(0)))
                .isEqualTo("This plan would be the 4th within one another; a run allows 3. Allow more with the setting"
                        + " runs.max_depth");
    }

    @Test
    void should_ask_the_book_before_a_call_and_write_down_what_came_of_it() {
        // GIVEN a book of a run that was made before
        ScriptedTool effect = register("save", Trait.EFFECT);
        String plan = "{\"steps\": [{\"id\": \"a\", \"tool\": \"save\", \"with\": {\"a\": 1}}]}";
        CallBook.Log log = new CallBook.Log();
        executor.run(PlanCodec.parse(plan), Map.of(), options.writtenDownIn(log));

        // WHEN it is gone on with by one that knows what the book has
        CallBook.MadeCall made = log.calls().get(0);
        RunResult again = executor.run(PlanCodec.parse(plan), Map.of(), options.writtenDownIn(new CallBook() {
            @Override
            public Optional<ToolResult> find(ToolSpecification tool, String key) {
                return key.equals(made.key()) ? Optional.of(made.result()) : Optional.empty();
            }

            @Override
            public void write(ToolSpecification tool, String key, ToolResult result) {
                throw new AssertionError("Nothing was made");
            }
        }));

        // THEN the effect came about once
        assertThat(effect.calls()).hasSize(1);
        assertThat(again.values()).containsEntry("a", new Value.Number(1));
    }

    @Test
    void should_serve_several_runs_at_once() {
        CyclicBarrier both = new CyclicBarrier(2);
        register("meet", (arguments, context) -> {
            try {
                both.await(30, TimeUnit.SECONDS);
                return ToolResult.of(new Value.Number(arguments.number("a")));
            } catch (Exception e) {
                return ToolResult.failed(FailureKind.INTERNAL, "Alone: " + e);
            }
        });

        CompletableFuture<RunResult> other = CompletableFuture.supplyAsync(
                () -> executor.run(
                        PlanCodec.parse("{\"steps\": [{\"id\": \"a\", \"tool\": \"meet\", \"with\": {\"a\": 2}}]}"),
                        Map.of(),
                        RunOptions.defaults()),
                // The common pool has one thread on two cores, and others may hold it.
                task -> new Thread(task, "other run").start());
        RunResult mine = run("{\"steps\": [{\"id\": \"a\", \"tool\": \"meet\", \"with\": {\"a\": 1}}]}");

        assertThat(mine.values()).containsEntry("a", new Value.Number(1));
        assertThat(other.join().values()).containsEntry("a", new Value.Number(2));
        assertThat(other.join().run()).isNotEqualTo(mine.run());
    }

    private RunResult run(String plan) {
        return run(plan, Map.of());
    }

    private RunResult run(String plan, Map<String, Value> inputs) {
        return executor.run(PlanCodec.parse(plan), inputs, options);
    }

    private ScriptedTool register(String name, BiFunction<Arguments, ToolContext, ToolResult> script) {
        return register(name, Kind.NUMBER, Kind.NUMBER, script);
    }

    private ScriptedTool register(
            String name, Kind takes, Kind gives, BiFunction<Arguments, ToolContext, ToolResult> script) {
        ScriptedTool tool = new ScriptedTool(
                ToolSpecification.named(name)
                        .describedAs("A tool of a test.")
                        .takes(Port.required("a", takes, "something"), Port.optional("b", takes, "something more"))
                        .gives(gives, "something"),
                script);
        tools.register(tool);
        return tool;
    }

    private ScriptedTool register(String name, Trait trait) {
        ScriptedTool tool = ScriptedTool.giving(
                ToolSpecification.named(name)
                        .describedAs("A tool of a test.")
                        .takes(Port.required("a", Kind.NUMBER, "something"))
                        .traits(trait)
                        .gives(Kind.NUMBER, "something"),
                new Value.Number(1));
        tools.register(tool);
        return tool;
    }

    private static Detection cat(int size) {
        return Detection.of("cat", 0.9, new BoundingBox(0, 0, size, size));
    }

    private static List<String> ids(RunResult result, String step) {
        return ((Value.Detections) result.values().get(step))
                .regions().stream().map(Region::id).toList();
    }

    private static String explain(StepReport report) {
        return report.failure() == null ? "" : report.failure().explain();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
