package org.eyes4j.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunLimits;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.app.service.CallShelf;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.JournalBook;
import org.eyes4j.app.service.Quotas;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunEventJson;
import org.eyes4j.app.service.Runs;
import org.eyes4j.app.service.Task;
import org.eyes4j.app.service.Worker;
import org.eyes4j.app.store.Store;
import org.eyes4j.app.store.StoreLocation;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/**
 * What the journal of a run costs a step: a chain of steps that do nothing, as a run that is kept (its events, its calls, the
 * row of the run) and as one that is not, against one bare commit of a row of the same size by the same driver with the same
 * durability.
 */
final class JournalBench {
    private static final int STEPS = 400;
    private static final int ROUNDS = 7;

    private JournalBench() {}

    static void run() throws Exception {
        Path folder = Files.createTempDirectory("eyes4j-journal");
        try {
            for (Trait trait : new Trait[] {Trait.MODEL, Trait.EFFECT}) {
                measure(folder, trait);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void measure(Path folder, Trait trait) throws Exception {
        Path file = folder.resolve(trait.name().toLowerCase(Locale.ROOT) + ".db");
        try (PlanExecutor executor = new LocalPlanExecutor(
                        ToolRegistry.of(List.of(new NextTool(trait))),
                        new Expressions(),
                        new StepCache(1 << 20),
                        Clock.systemUTC());
                Store store = Store.at(
                        new StoreLocation("jdbc:sqlite:" + file, "", ""),
                        folder.resolve("natives"),
                        Clock.systemUTC())) {
            store.prepare();
            try (Runs runs = new Runs(
                    List.of(new Chain(executor, chain(), store.calls())),
                    store.runs(),
                    Quotas.none(),
                    executor::newId,
                    new Runs.Limits(1, 1),
                    Clock.systemUTC())) {
                double[] ratios = new double[ROUNDS];
                double[] steps = new double[ROUNDS];
                double[] commits = new double[ROUNDS];
                for (int round = -2; round < ROUNDS; round++) {
                    double bare = plain(executor);
                    double kept = kept(runs);
                    double commit = commit(folder.resolve("raw.db"));
                    if (round >= 0) {
                        steps[round] = (kept - bare) / STEPS;
                        commits[round] = commit / STEPS;
                        ratios[round] = steps[round] / commits[round];
                    }
                }
                Arrays.sort(ratios);
                Arrays.sort(steps);
                Arrays.sort(commits);
                double median = ratios[ROUNDS / 2];
                System.out.printf(
                        Locale.ROOT,
                        "%-44s %8.3f ms a step, bare commit %.3f ms, %.2f× (%.2f–%.2f)    wanted ≤ 1.50%s%n",
                        "journal, steps of a tool that is " + trait.name().toLowerCase(Locale.ROOT),
                        steps[ROUNDS / 2],
                        commits[ROUNDS / 2],
                        median,
                        ratios[0],
                        ratios[ROUNDS - 1],
                        median <= 1.5 ? "" : "  MISSED");
            }
        }
    }

    private static Plan chain() {
        List<PlanStep> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            Argument number = i == 0 ? new Argument.Literal(IntNode.valueOf(0)) : new Argument.Ref("s" + (i - 1));
            steps.add(new PlanStep("s" + i, "next", Map.of("number", number)));
        }
        return new Plan("", Map.of(), steps, Map.of("last", new Argument.Ref("s" + (STEPS - 1))));
    }

    private static double plain(PlanExecutor executor) {
        Plan plan = chain();
        long start = System.nanoTime();
        RunResult result = executor.run(
                plan, Map.of(), RunOptions.defaults().withoutCache().within(limits()));
        if (result.values().size() != STEPS) {
            throw new IllegalStateException("Steps failed: " + result.steps());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static double kept(Runs runs) throws InterruptedException {
        long start = System.nanoTime();
        Run run = runs.submit("chain", JsonNodeFactory.instance.objectNode(), Caller.LOCAL);
        if (!run.await(Duration.ofMinutes(5)) || run.row().result() == null) {
            throw new IllegalStateException("The run failed: " + run.row());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** So many rows of 300 bytes, each committed. */
    private static double commit(Path file) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS raw (run TEXT, seq INTEGER, data TEXT, PRIMARY KEY (run, seq))");
            statement.execute("DELETE FROM raw");
            String data = "x".repeat(300);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO raw VALUES ('r', ?, ?)")) {
                long start = System.nanoTime();
                for (int i = 0; i < STEPS; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, data);
                    insert.executeUpdate();
                }
                return (System.nanoTime() - start) / 1e6;
            }
        }
    }

    private static RunLimits limits() {
        return RunLimits.defaults()
                .withTimes(Duration.ofMinutes(1), Duration.ofMinutes(5))
                .withSteps(STEPS);
    }

    /** Runs a plan as all runs are kept. */
    private record Chain(PlanExecutor executor, Plan plan, CallShelf calls) implements Worker {
        @Override
        public String kind() {
            return "chain";
        }

        @Override
        public void check(JsonNode order, Caller caller) {}

        @Override
        public JsonNode perform(JsonNode order, Task task) {
            RunResult result = executor.run(
                    plan,
                    Map.of(),
                    RunOptions.defaults()
                            .named(task.run())
                            .within(limits())
                            .withoutCache()
                            .endedBy(task.cancellation())
                            .writtenDownIn(new JournalBook(task.run(), calls, new MemoryArtifactStore()))
                            .tellingTo(new RunEventJson(task::tell)));
            if (result.values().size() != STEPS) {
                throw new IllegalStateException("Steps failed: " + result.steps());
            }
            return JsonNodeFactory.instance.objectNode().put("steps", STEPS);
        }
    }

    /** Adds one. */
    private record NextTool(Trait trait) implements Tool {
        @Override
        public ToolSpecification specification() {
            return ToolSpecification.named("next")
                    .describedAs("Adds one")
                    .takes(Port.required("number", Kind.NUMBER, "a number"))
                    .traits(trait)
                    .gives(Kind.NUMBER, "the next one");
        }

        @Override
        public ToolResult call(Arguments arguments, ToolContext context) {
            return ToolResult.of(new Value.Number(arguments.number("number") + 1));
        }
    }
}
