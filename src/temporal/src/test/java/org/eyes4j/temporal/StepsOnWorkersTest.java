package org.eyes4j.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.run.CallPlace;
import org.eyes4j.agent.run.PlanExecutorProvider.Parts;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is there when steps are made by workers, and not where they are asked for. */
@Timeout(60)
class StepsOnWorkersTest {
    private static final Plan ONE =
            PlanCodec.parse("{\"steps\": [{\"id\": \"a\", \"tool\": \"work\", \"with\": {\"a\": 1}}]}");
    private static final List<AutoCloseable> OPEN = new CopyOnWriteArrayList<>();
    private static TestWorkflowEnvironment temporal;

    private final Settings.Executor settings = Queues.named(UUID.randomUUID().toString());
    private final MemoryArtifactStore shared = new MemoryArtifactStore(1L << 30);

    @BeforeAll
    static void start() {
        temporal = TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    }

    @AfterAll
    static void end() {
        OPEN.parallelStream().forEach(open -> {
            try {
                open.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        temporal.close();
    }

    private Parts parts(ToolRegistry tools) {
        return new Parts(tools, new Expressions(), new StepCache(0), Clock.systemUTC(), shared, Map.of());
    }

    private TemporalPlanExecutor conductor(ToolRegistry tools) {
        TemporalPlanExecutor made =
                new TemporalPlanExecutor(temporal.getWorkflowClient(), settings, parts(tools), () -> {});
        OPEN.add(made);
        return made;
    }

    private void worker(ToolRegistry tools) {
        OPEN.add(new TemporalWorker(temporal.getWorkflowClient(), settings, parts(tools), "box", () -> {}));
    }

    private static ScriptedTool tool(
            Kind gives, BiFunction<Arguments, ToolContext, ToolResult> script, Trait... traits) {
        return new ScriptedTool(
                ToolSpecification.named("work")
                        .describedAs("A tool of a test.")
                        .takes(Port.required("a", Kind.NUMBER, "something"))
                        .traits(traits)
                        .gives(gives, "something"),
                script);
    }

    private static WorkflowExecutionHistory history(String run, ToolRegistry tools) {
        CallPlace.StepCall call = new CallPlace.StepCall(
                run,
                "a",
                0,
                0,
                tools.specification("work").orElseThrow(),
                Map.of("a", new Value.Number(1)),
                Duration.ofMinutes(1));
        return temporal.getWorkflowClient().fetchHistory(TemporalCallPlace.id(call, Optional.empty()));
    }

    private static ToolResult.Failure failure(RunResult result) {
        return result.steps().get(0).failure();
    }

    @Test
    void should_make_steps_with_the_workers_tools_and_not_with_those_of_who_asks() {
        ScriptedTool mine = tool(Kind.TEXT, (arguments, context) -> ToolResult.of(new Value.Text("here")));
        ScriptedTool theirs = tool(Kind.TEXT, (arguments, context) -> ToolResult.of(new Value.Text("there")));
        worker(ToolRegistry.of(List.of(theirs)));

        RunResult result = conductor(ToolRegistry.of(List.of(mine))).run(ONE, Map.of(), RunOptions.defaults());

        assertThat(result.values()).containsEntry("a", new Value.Text("there"));
        assertThat(mine.calls()).isEmpty();
    }

    @Test
    void should_say_that_a_worker_lacks_the_tool() {
        worker(new ToolRegistry());

        RunResult result = conductor(ToolRegistry.of(
                        List.of(tool(Kind.TEXT, (arguments, context) -> ToolResult.of(new Value.Text("here"))))))
                .run(ONE, Map.of(), RunOptions.defaults());

        assertThat(failure(result))
                .isEqualTo(new ToolResult.Failure(
                        FailureKind.NOT_INSTALLED,
                        "The worker box has no tool 'work'",
                        "Give every worker of the task queue the same version and plugins"));
    }

    @Test
    void should_bring_the_wish_to_end_to_the_tool_within_a_second() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Long> heard = new CompletableFuture<>();
        ToolRegistry tools = ToolRegistry.of(List.of(tool(Kind.NUMBER, (arguments, context) -> {
            CountDownLatch ended = new CountDownLatch(1);
            context.cancellation().onRequest(() -> {
                heard.complete(System.nanoTime());
                ended.countDown();
            });
            begun.countDown();
            try {
                ended.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ToolResult.failed(FailureKind.CANCELLED, "Told to end");
        })));
        worker(tools);
        TemporalPlanExecutor conductor = conductor(tools);
        Cancellation cancellation = new Cancellation();
        CompletableFuture<RunResult> run = CompletableFuture.supplyAsync(
                () -> conductor.run(ONE, Map.of(), RunOptions.defaults().endedBy(cancellation)));
        begun.await();

        long asked = System.nanoTime();
        cancellation.request();

        assertThat(run.get().steps()).extracting(StepReport::status).containsExactly(StepReport.Status.FAILED);
        // Not a hard line in a test: a busy machine is slow. Between heartbeats of 0.4 s there is half a second left.
        long took = TimeUnit.NANOSECONDS.toMillis(heard.get() - asked);
        System.out.println("A wish to end reached the tool after " + took + " ms");
        assertThat(took).isLessThan(TimeUnit.SECONDS.toMillis(settings.silence().toSeconds()));
    }

    @Test
    void should_not_repeat_an_effect_when_a_run_is_gone_on_with_by_another_process() {
        // GIVEN a run whose conductor ends before it hears what came of its step
        ScriptedTool effect =
                tool(Kind.NUMBER, (arguments, context) -> ToolResult.of(new Value.Number(7)), Trait.EFFECT);
        ToolRegistry tools = ToolRegistry.of(List.of(effect));
        worker(tools);
        RunOptions options = RunOptions.defaults().named("20260101-000000-aaaaaa");
        conductor(tools).run(ONE, Map.of(), options);

        // WHEN another begins the same run anew
        RunResult again = conductor(tools).run(ONE, Map.of(), options);

        // THEN the step is answered, and not made again
        assertThat(again.values()).containsEntry("a", new Value.Number(7));
        assertThat(effect.calls()).hasSize(1);
        // AND another argument is another call
        conductor(tools)
                .run(
                        PlanCodec.parse("{\"steps\": [{\"id\": \"a\", \"tool\": \"work\", \"with\": {\"a\": 2}}]}"),
                        Map.of(),
                        options);
        assertThat(effect.calls()).hasSize(2);
    }

    @Test
    void should_make_again_what_failed_unless_it_is_an_effect() {
        List<ToolResult> script = new ArrayList<>(
                List.of(ToolResult.failed(FailureKind.UNAVAILABLE, "No answer"), ToolResult.of(new Value.Number(1))));
        ScriptedTool plain = tool(Kind.NUMBER, (arguments, context) -> script.remove(0));
        ToolRegistry tools = ToolRegistry.of(List.of(plain));
        worker(tools);
        RunOptions options = RunOptions.defaults().named("20260101-000000-bbbbbb");

        RunResult first = conductor(tools).run(ONE, Map.of(), options);
        RunResult second = conductor(tools).run(ONE, Map.of(), options);

        assertThat(failure(first)).isEqualTo(ToolResult.failed(FailureKind.UNAVAILABLE, "No answer"));
        assertThat(second.values()).containsEntry("a", new Value.Number(1));
    }

    @Test
    void should_keep_large_values_out_of_the_history() {
        String marker = "a very long text ";
        ToolRegistry tools = ToolRegistry.of(List.of(
                tool(Kind.TEXT, (arguments, context) -> ToolResult.of(new Value.Text(marker.repeat(100_000))))));
        worker(tools);

        RunResult result = conductor(tools).run(ONE, Map.of(), RunOptions.defaults());

        assertThat(result.values().get("a")).isEqualTo(new Value.Text(marker.repeat(100_000)));
        assertThat(shared.list()).isNotEmpty();
        assertThat(history(result.run(), tools).toJson(false)).hasSizeLessThan(20_000);
    }

    @Test
    void should_tell_what_a_step_says_while_it_is_at_work() {
        CountDownLatch heard = new CountDownLatch(1);
        ToolRegistry tools = ToolRegistry.of(List.of(tool(Kind.NUMBER, (arguments, context) -> {
            context.report("half way");
            try {
                // THEN what it says arrives before it ends
                return ToolResult.of(new Value.Number(heard.await(30, TimeUnit.SECONDS) ? 1 : 0));
            } catch (InterruptedException e) {
                return ToolResult.failed(FailureKind.CANCELLED, "Interrupted");
            }
        })));
        worker(tools);
        List<String> told = new CopyOnWriteArrayList<>();

        RunResult result = conductor(tools)
                .run(ONE, Map.of(), RunOptions.defaults().tellingTo(event -> {
                    if (event instanceof RunEvent.StepProgress progress) {
                        told.add(progress.message());
                        heard.countDown();
                    }
                }));

        assertThat(result.values()).containsEntry("a", new Value.Number(1));
        assertThat(told).containsExactly("half way");
    }

    @Test
    void should_go_on_with_histories_of_earlier_forms() throws Exception {
        try (InputStream kept = StepsOnWorkersTest.class.getResourceAsStream("step-form-1.json")) {
            WorkflowReplayer.replayWorkflowExecution(
                    new String(kept.readAllBytes(), StandardCharsets.UTF_8), StepWorkflowImpl.class);
        }
    }

    @Test
    void should_make_histories_of_the_form_that_is_kept() throws Exception {
        ToolRegistry tools =
                ToolRegistry.of(List.of(tool(Kind.NUMBER, (arguments, context) -> ToolResult.of(new Value.Number(1)))));
        worker(tools);
        RunResult result = conductor(tools).run(ONE, Map.of(), RunOptions.defaults());
        WorkflowExecutionHistory made = history(result.run(), tools);

        WorkflowReplayer.replayWorkflowExecution(made, StepWorkflowImpl.class);
        assertThat(made.toJson(false)).contains("EVENT_TYPE_MARKER_RECORDED");
        String record = System.getProperty("record.history", "");
        if (!record.isEmpty()) {
            java.nio.file.Files.writeString(java.nio.file.Path.of(record), made.toJson(true));
        }
    }

    @Test
    void should_say_what_keeps_a_step_from_being_begun() {
        Settings.Executor nobody = new Settings.Executor(
                "temporal",
                "127.0.0.1:1",
                settings.namespace(),
                settings.taskQueue(),
                false,
                "",
                settings.heartbeat(),
                settings.silence(),
                1);
        ToolRegistry tools =
                ToolRegistry.of(List.of(tool(Kind.NUMBER, (arguments, context) -> ToolResult.of(new Value.Number(1)))));

        RunResult result;
        try (var executor = new TemporalProvider().open(nobody, parts(tools))) {
            result = executor.run(ONE, Map.of(), RunOptions.defaults());
        }

        assertThat(failure(result).kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure(result).message()).startsWith("Temporal at 127.0.0.1:1 did not take the step: ");
        assertThat(failure(result).hint())
                .isEqualTo("Start it, mend executor.address and executor.namespace, or set executor.kind to local");
    }
}
