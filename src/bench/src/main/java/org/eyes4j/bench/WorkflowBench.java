package org.eyes4j.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunLimits;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/**
 * Whether a large workflow costs more a step than small ones: one run of 10,000 steps against a hundred runs of a hundred, the steps
 * in chains of ten; and one step over 10,000 items against a hundred over a hundred. The steps do nothing. What is
 * counted is processor time, since other work on the machine hardly touches it.
 */
final class WorkflowBench {
    private static final int MANY = 10_000;
    private static final int FEW = 100;
    private static final int CHAIN = 10;
    private static final int ROUNDS = 15;

    private WorkflowBench() {}

    static void run() {
        try (PlanExecutor executor = new LocalPlanExecutor(
                ToolRegistry.of(List.of(new Next())), new Expressions(), new StepCache(0), Clock.systemUTC())) {
            compare(executor, "steps", chains(MANY), chains(FEW), MANY);
            compare(executor, "items of for_each", items(MANY), items(FEW), 1);
        }
    }

    private static void compare(PlanExecutor executor, String what, Plan large, Plan small, int steps) {
        double[] ratios = new double[ROUNDS];
        double[] each = new double[ROUNDS];
        for (int round = -10; round < ROUNDS; round++) {
            double many = millis(executor, small, Math.max(1, steps / (MANY / FEW)), MANY / FEW);
            double one = millis(executor, large, steps, 1);
            if (round >= 0) {
                ratios[round] = one / many;
                each[round] = one / MANY;
            }
        }
        Arrays.sort(ratios);
        Arrays.sort(each);
        double median = ratios[ROUNDS / 2];
        System.out.printf(
                Locale.ROOT,
                "%-44s %8.4f ms each, %.2f× (%.2f–%.2f)    wanted ≤ 1.10%s%n",
                "10,000 " + what + " ÷ 100 × 100",
                each[ROUNDS / 2],
                median,
                ratios[0],
                ratios[ROUNDS - 1],
                median <= 1.1 ? "" : "  MISSED");
    }

    private static double millis(PlanExecutor executor, Plan plan, int steps, int times) {
        RunOptions options = RunOptions.defaults()
                .withoutCache()
                .within(RunLimits.defaults()
                        .withTimes(Duration.ofMinutes(5), Duration.ofMinutes(5))
                        .withFanOut(MANY)
                        .withSteps(MANY));
        long start = ProcessTime.nanos();
        for (int i = 0; i < times; i++) {
            RunResult result = executor.run(plan, Map.of(), options);
            if (result.values().size() != steps) {
                throw new IllegalStateException("Steps failed: " + result.warnings());
            }
        }
        return (ProcessTime.nanos() - start) / 1e6;
    }

    private static Plan chains(int size) {
        List<PlanStep> steps = new ArrayList<>();
        Map<String, Argument.Ref> outputs = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Argument number =
                    i % CHAIN == 0 ? new Argument.Literal(IntNode.valueOf(i)) : new Argument.Ref("s" + (i - 1));
            steps.add(new PlanStep("s" + i, "next", Map.of("number", number)));
            if (i % CHAIN == CHAIN - 1) {
                outputs.put("o" + i, new Argument.Ref("s" + i));
            }
        }
        return new Plan("", Map.of(), steps, outputs);
    }

    private static Plan items(int size) {
        ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < size; i++) {
            numbers.add(i);
        }
        PlanStep step = new PlanStep(
                "each",
                "next",
                Map.of("number", new Argument.Ref(PlanStep.ITEM)),
                null,
                new Argument.Literal(numbers),
                null);
        return new Plan("", Map.of(), List.of(step), Map.of("all", new Argument.Ref("each")));
    }

    private static final class Next implements Tool {
        private final ToolSpecification specification = ToolSpecification.named("next")
                .describedAs("Gives the next number.")
                .takes(Port.required("number", Kind.NUMBER, "a number"))
                .gives(Kind.NUMBER, "the next number");

        @Override
        public ToolSpecification specification() {
            return specification;
        }

        @Override
        public ToolResult call(Arguments arguments, ToolContext context) {
            return ToolResult.of(new Value.Number(arguments.number("number") + 1));
        }
    }
}
