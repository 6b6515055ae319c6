package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.run.LocalPlanExecutor;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.prompts.Example;
import org.eyes4j.prompts.Language;
import org.eyes4j.prompts.Prompts;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Value;
import org.eyes4j.wiring.Eyes4j;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans that language models are shown, run with the real tools: none may fail, also where nothing is found. */
class FewShotRunTest {
    private static final Set<ToolResult.FailureKind> NOT_HERE =
            Set.of(ToolResult.FailureKind.NOT_INSTALLED, ToolResult.FailureKind.UNAVAILABLE);

    @TempDir
    private Path out;

    private static Eyes4j eyes;
    private static PlanExecutor executor;

    @BeforeAll
    static void open() {
        eyes = new Eyes4j(System.getenv(), false, Optional.empty());
        executor = new LocalPlanExecutor(eyes.tools(), new Expressions(), new StepCache(0), Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        executor.close();
        eyes.close();
    }

    static Stream<Example> plans() {
        return new Prompts()
                .examples(Language.ENGLISH).stream().filter(e -> !e.plan().has("cannot"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void should_run_without_a_failed_step(Example example) {
        ObjectNode json = example.plan().deepCopy();
        json.set("inputs", example.inputs());
        Plan plan = PlanCodec.fromJson(json);
        Map<String, Value> inputs = new LinkedHashMap<>();
        inputs.put("image1", eyes.readPicture(Repository.sample("coffee.png"), "image1"));
        if (plan.inputs().containsKey("image2")) {
            inputs.put("image2", eyes.readPicture(Repository.sample("astronaut.png"), "image2"));
        }

        RunResult result = executor.run(plan, inputs, eyes.runOptions().writingTo(out));

        for (StepReport step : result.steps()) {
            if (step.status() == StepReport.Status.FAILED) {
                ToolResult.Failure failure = step.failure();
                assertThat(failure).isNotNull();
                Assumptions.assumeFalse(
                        NOT_HERE.contains(failure.kind()), () -> "a model cannot be had here: " + failure.message());
                assertThat(failure.explain()).as(step.id()).isEmpty();
            }
        }
        assertThat(result.values()).isNotEmpty();
    }
}
