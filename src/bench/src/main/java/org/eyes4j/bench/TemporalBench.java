package org.eyes4j.bench;

import com.fasterxml.jackson.databind.node.IntNode;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.PlanExecutorProvider.Parts;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.config.Settings;
import org.eyes4j.temporal.TemporalPlanExecutor;
import org.eyes4j.temporal.TemporalWorker;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.artifact.DiskArtifactStore;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a step costs when Temporal carries it: tools that do nothing, against the same in this process. The server is
 * Temporal's own for tests, in this process and in memory, so that what a real one adds (its database, a network) is not in it.
 */
final class TemporalBench {
    private static final int CHAIN = 10;
    private static final int ROUNDS = 10;

    private TemporalBench() {}

    static void run() throws Exception {
        Path folder = Files.createTempDirectory("eyes4j-bench");
        try (TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build())) {
            ToolRegistry tools = ToolRegistry.of(List.of(new Same("next", Kind.NUMBER), new Same("same", Kind.IMAGE)));
            Parts parts = new Parts(
                    tools,
                    new Expressions(),
                    new StepCache(0),
                    Clock.systemUTC(),
                    new DiskArtifactStore(folder),
                    Map.of());
            Settings.Executor settings = Settings.defaults().executor();
            TemporalWorker worker = new TemporalWorker(server.getWorkflowClient(), settings, parts, "here", () -> {});
            try (PlanExecutor there = new TemporalPlanExecutor(server.getWorkflowClient(), settings, parts, () -> {});
                    PlanExecutor here =
                            new LocalPlanExecutor(tools, new Expressions(), new StepCache(0), Clock.systemUTC())) {
                tell("a step with a number, in this process", here, "next", null);
                tell("a step with a number, by Temporal", there, "next", null);
                tell("a step with a picture of 600 × 400, here", here, "same", picture(600, 400));
                tell("a step with a picture of 600 × 400, by Temporal", there, "same", picture(600, 400));
                tell("a step with a picture of 12 MP, by Temporal", there, "same", picture(4000, 3000));
            } finally {
                worker.close();
            }
        }
    }

    private static void tell(String what, PlanExecutor executor, String tool, @Nullable Value picture) {
        List<PlanStep> steps = new ArrayList<>();
        for (int i = 0; i < CHAIN; i++) {
            Argument first = picture == null ? new Argument.Literal(IntNode.valueOf(1)) : Argument.Ref.input("p");
            steps.add(new PlanStep("s" + i, tool, Map.of("a", i == 0 ? first : new Argument.Ref("s" + (i - 1)))));
        }
        Map<String, PlanInput> inputs = picture == null ? Map.of() : Map.of("p", new PlanInput(Kind.IMAGE));
        Plan plan = new Plan("", inputs, steps, Map.of("last", new Argument.Ref("s" + (CHAIN - 1))));
        double[] millis = new double[ROUNDS];
        for (int round = -3; round < ROUNDS; round++) {
            long start = System.nanoTime();
            RunResult result = executor.run(
                    plan,
                    picture == null ? Map.of() : Map.of("p", picture),
                    RunOptions.defaults().withoutCache());
            if (result.values().size() != CHAIN) {
                throw new IllegalStateException("Steps failed: " + result.steps());
            }
            if (round >= 0) {
                millis[round] = (System.nanoTime() - start) / 1e6 / CHAIN;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-52s %9.2f ms a step (%.2f–%.2f; %d runs of %d steps)%n",
                what,
                millis[ROUNDS / 2],
                millis[0],
                millis[ROUNDS - 1],
                ROUNDS,
                CHAIN);
    }

    private static Value.Image picture(int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        Random random = new Random(1);
        int level = 128;
        for (int i = 0; i < pixels.length; i++) {
            // Soft, with some noise: what a photograph costs to pack.
            level = Math.max(0, Math.min(255, level + random.nextInt(9) - 4));
            pixels[i] = (byte) level;
        }
        return Value.Image.of("bench", new Raster(width, height, 3, pixels));
    }

    private record Same(String name, Kind kind) implements Tool {
        @Override
        public ToolSpecification specification() {
            return ToolSpecification.named(name)
                    .describedAs("Gives what it is given.")
                    .takes(Port.required("a", kind, "something"))
                    .gives(kind, "the same");
        }

        @Override
        public ToolResult call(Arguments arguments, ToolContext context) {
            return ToolResult.of(Objects.requireNonNull(arguments.asMap().get("a")));
        }
    }
}
