package org.eyes4j.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunLimitsTest {
    private static final int MIB = 1 << 20;

    private final ScriptedTool number = new ScriptedTool(
            ToolSpecification.named("next")
                    .describedAs("Counts on.")
                    .takes(Port.required("n", Kind.NUMBER, "a number"))
                    .gives(Kind.NUMBER, "the next one"),
            (arguments, context) -> ToolResult.of(new Value.Number(arguments.number("n") + 1)));
    private final ScriptedTool large = new ScriptedTool(
            ToolSpecification.named("write")
                    .describedAs("Writes a mebibyte of text.")
                    .takes(Port.required("n", Kind.NUMBER, "a number"))
                    .gives(Kind.TEXT, "a long text"),
            (arguments, context) -> ToolResult.of(new Value.Text("x".repeat(MIB / 2 - 100))));
    private final PlanExecutor executor = new LocalPlanExecutor(
            ToolRegistry.of(List.of(number, large)), new Expressions(), new StepCache(0), Clock.systemUTC());

    @AfterEach
    void close() {
        executor.close();
    }

    @Test
    void should_run_as_many_steps_as_are_allowed() {
        RunResult result =
                executor.run(chain(3), Map.of(), within(RunLimits.defaults().withSteps(3)));

        assertThat(result.values()).hasSize(3);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void should_keep_what_it_has_when_one_step_more_would_be_too_many() {
        RunResult result =
                executor.run(chain(4), Map.of(), within(RunLimits.defaults().withSteps(3)));

        assertThat(result.values()).containsOnlyKeys("s0", "s1", "s2");
        assertThat(number.calls()).hasSize(3);
        assertThat(result.step("s3").orElseThrow().failure())
                .isEqualTo(new ToolResult.Failure(
                        FailureKind.LIMIT,
                        "The run has taken as many steps as it may",
                        "Allow more with the setting runs.max_steps"));
        assertThat(result.warnings())
                .containsExactly("The run has taken as many steps as it may; what was found until then is told");
    }

    @Test
    void should_stop_at_most_one_step_past_its_memory() {
        // GIVEN room for two mebibytes, and steps that each write one
        RunResult whole =
                executor.run(writing(2), Map.of(), within(RunLimits.defaults().withValueBytes(2 * MIB)));
        RunResult stopped =
                executor.run(writing(6), Map.of(), within(RunLimits.defaults().withValueBytes(2 * MIB)));

        // THEN two fit, and the third, which does not, is the last
        assertThat(whole.warnings()).isEmpty();
        assertThat(stopped.values()).hasSize(3);
        assertThat(stopped.warnings())
                .containsExactly(
                        "The values of this run take 3 MiB; it may keep 2 MiB; what was found until then is told");
        assertThat(stopped.step("s5").orElseThrow().failure())
                .extracting(ToolResult.Failure::kind)
                .isEqualTo(FailureKind.LIMIT);
    }

    @Test
    void should_not_let_plans_run_plans_without_end() {
        // GIVEN a tool that runs a plan of itself
        ToolRegistry tools = new ToolRegistry();
        try (PlanExecutor nested =
                new LocalPlanExecutor(tools, new Expressions(), new StepCache(0), Clock.systemUTC())) {
            Plan again = plan(List.of("{\"id\": \"again\", \"tool\": \"again\", \"with\": {\"n\": 0}}"));
            RunOptions options = within(RunLimits.defaults().withDepth(3));
            ScriptedTool tool = new ScriptedTool(
                    ToolSpecification.named("again")
                            .describedAs("Runs a plan with itself in it.")
                            .takes(Port.required("n", Kind.NUMBER, "a number"))
                            .gives(Kind.NUMBER, "a number"),
                    (arguments, context) -> nested.run(again, Map.of(), options.within(context))
                            .step("again")
                            .orElseThrow()
                            .failure());
            tools.register(tool);

            // WHEN it is run
            RunResult result = nested.run(again, Map.of(), options);

            // THEN three plans were begun, and the fourth was not
            assertThat(tool.calls()).hasSize(3);
            assertThat(result.step("again").orElseThrow().failure())
                    .isEqualTo(new ToolResult.Failure(
                            FailureKind.LIMIT,
                            "This plan would be the 4th within one another; a run allows 3",
                            "Allow more with the setting runs.max_depth"));
        }
    }

    @Test
    void should_refuse_limits_that_are_none() {
        assertThatThrownBy(() -> RunLimits.defaults().withTimes(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessage("Time limits are positive, got PT0S and PT1S");
        assertThatThrownBy(() -> RunLimits.defaults().withValueBytes(0))
                .hasMessageStartingWith("A run needs at least 1 call at a time, 1 item, 0 steps and 1 byte, got ");
        assertThatThrownBy(() -> new RunLimits.Thought(0, 1, 0))
                .hasMessage("A run needs at least 1 call, 1 token and a cost of 0 or more, got 0, 1 and 0.0");
    }

    private static RunOptions within(RunLimits limits) {
        return RunOptions.defaults().within(limits);
    }

    private static Plan chain(int steps) {
        return plan(IntStream.range(0, steps)
                .mapToObj(i -> "{\"id\": \"s" + i + "\", \"tool\": \"next\", \"with\": {\"n\": "
                        + (i == 0 ? "0" : "{\"ref\": \"s" + (i - 1) + "\"}") + "}}")
                .toList());
    }

    /** One after another, each saying how long the text before it is. */
    private static Plan writing(int steps) {
        return plan(IntStream.range(0, steps)
                .mapToObj(i -> "{\"id\": \"s" + i + "\", \"tool\": \"write\", \"with\": {\"n\": "
                        + (i == 0 ? "0" : "{\"cel\": \"double(size(s" + (i - 1) + "))\"}") + "}}")
                .toList());
    }

    private static Plan plan(List<String> steps) {
        return PlanCodec.parse("{\"steps\": [" + steps.stream().collect(Collectors.joining(",")) + "]}");
    }
}
