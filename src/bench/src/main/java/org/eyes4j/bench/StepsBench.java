package org.eyes4j.bench;

import com.fasterxml.jackson.databind.node.IntNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.state.AgentState;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
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

/** What running a plan costs besides its tools: steps that do nothing, and steps that only wait. */
final class StepsBench {
    private static final int CHAIN = 20;
    private static final int WIDE = 8;
    private static final long WAIT_MILLIS = 200;

    private StepsBench() {}

    static void run() throws Exception {
        chain();
        wide();
    }

    /** Steps one after another, each adding one to the number before, against a langgraph4j graph of as many nodes. */
    private static void chain() throws Exception {
        List<PlanStep> steps = new ArrayList<>();
        for (int i = 0; i < CHAIN; i++) {
            Argument number = i == 0 ? new Argument.Literal(IntNode.valueOf(0)) : new Argument.Ref("s" + (i - 1));
            steps.add(new PlanStep("s" + i, "next", Map.of("number", number)));
        }
        Plan plan = new Plan("", Map.of(), steps, Map.of("last", new Argument.Ref("s" + (CHAIN - 1))));
        CompiledGraph<AgentState> graph = graph();
        try (PlanExecutor executor = executor(new NextTool())) {
            RunOptions options = RunOptions.defaults().withoutCache();
            new SideBySide(2000, 400)
                    .compare(
                            CHAIN + " steps one after another",
                            () -> expect(executor.run(plan, Map.of(), options)),
                            "langgraph4j, " + CHAIN + " nodes",
                            () -> expect(graph.invoke(Map.of("number", 0))
                                    .orElseThrow()
                                    .<Integer>value("number")
                                    .orElseThrow()),
                            1.0);
        }
    }

    private static CompiledGraph<AgentState> graph() throws Exception {
        StateGraph<AgentState> graph = new StateGraph<>(AgentState::new);
        String before = StateGraph.START;
        for (int i = 0; i < CHAIN; i++) {
            String node = "n" + i;
            graph.addNode(
                    node,
                    AsyncNodeAction.node_async(state ->
                            Map.of("number", state.<Integer>value("number").orElseThrow() + 1)));
            graph.addEdge(before, node);
            before = node;
        }
        graph.addEdge(before, StateGraph.END);
        return graph.compile(org.bsc.langgraph4j.CompileConfig.builder()
                .recursionLimit(CHAIN + 5)
                .build());
    }

    /** Steps that only wait, all at once, against the same with one call at a time. */
    private static void wide() throws Exception {
        List<PlanStep> steps = new ArrayList<>();
        Map<String, Argument.Ref> outputs = new LinkedHashMap<>();
        for (int i = 0; i < WIDE; i++) {
            steps.add(new PlanStep("s" + i, "wait", Map.of("number", new Argument.Literal(IntNode.valueOf(i)))));
            outputs.put("o" + i, new Argument.Ref("s" + i));
        }
        Plan plan = new Plan("", Map.of(), steps, outputs);
        try (PlanExecutor executor = executor(new WaitTool())) {
            RunOptions options = RunOptions.defaults().withoutCache();
            double[] ratios = new double[5];
            for (int round = -1; round < ratios.length; round++) {
                double series = millis(executor, plan, options.parallel(1));
                double parallel = millis(executor, plan, options.parallel(WIDE));
                if (round >= 0) {
                    ratios[round] = series / parallel;
                }
            }
            java.util.Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %8.2f× faster than in series (%.2f–%.2f)    wanted ≥ 7.50%s%n%n",
                    WIDE + " steps of " + WAIT_MILLIS + " ms in parallel",
                    ratios[2],
                    ratios[0],
                    ratios[4],
                    ratios[2] >= 7.5 ? "" : "  MISSED");
        }
    }

    private static double millis(PlanExecutor executor, Plan plan, RunOptions options) {
        long start = System.nanoTime();
        RunResult result = executor.run(plan, Map.of(), options);
        if (result.values().size() != WIDE) {
            throw new IllegalStateException("Steps failed: " + result.steps());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static PlanExecutor executor(Tool tool) {
        return new LocalPlanExecutor(
                ToolRegistry.of(List.of(tool)), new Expressions(), new StepCache(1 << 20), Clock.systemUTC());
    }

    private static void expect(RunResult result) {
        if (!(result.values().get("s" + (CHAIN - 1)) instanceof Value.Number last) || last.value() != CHAIN) {
            throw new IllegalStateException("The chain did not count: " + result.steps());
        }
    }

    private static void expect(int last) {
        if (last != CHAIN) {
            throw new IllegalStateException("The graph did not count: " + last);
        }
    }

    private static ToolSpecification specification(String name) {
        return ToolSpecification.named(name)
                .describedAs("Gives another number.")
                .takes(Port.required("number", Kind.NUMBER, "a number"))
                .gives(Kind.NUMBER, "a number");
    }

    private record NextTool(ToolSpecification specification) implements Tool {
        NextTool() {
            this(StepsBench.specification("next"));
        }

        @Override
        public ToolResult call(Arguments arguments, ToolContext context) {
            return ToolResult.of(new Value.Number(arguments.number("number") + 1));
        }
    }

    private record WaitTool(ToolSpecification specification) implements Tool {
        WaitTool() {
            this(StepsBench.specification("wait"));
        }

        @Override
        public ToolResult call(Arguments arguments, ToolContext context) {
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ToolResult.of(new Value.Number(arguments.number("number")));
        }
    }
}
