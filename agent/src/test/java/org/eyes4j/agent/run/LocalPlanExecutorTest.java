package org.eyes4j.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class LocalPlanExecutorTest extends PlanExecutorContract {
    private static final Expressions EXPRESSIONS = new Expressions();

    @Override
    protected PlanExecutor executor(ToolRegistry tools, StepCache cache) {
        return new LocalPlanExecutor(tools, EXPRESSIONS, cache, Clock.systemUTC());
    }

    @Test
    void should_count_a_call_that_was_given_up_until_it_ends() {
        CountDownLatch never = new CountDownLatch(1);
        ToolRegistry tools = new ToolRegistry();
        tools.register(new ScriptedTool(
                ToolSpecification.named("deaf")
                        .describedAs("Hears nothing.")
                        .takes(Port.required("a", Kind.NUMBER, "something"))
                        .gives(Kind.NUMBER, "something"),
                (arguments, context) -> {
                    try {
                        never.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return ToolResult.of(new Value.Number(1));
                }));
        try (LocalPlanExecutor executor =
                new LocalPlanExecutor(tools, EXPRESSIONS, new StepCache(0), Clock.systemUTC())) {
            executor.run(
                    PlanCodec.parse(
                            "{\"steps\": [{\"id\": \"a\", \"tool\": \"deaf\", \"timeout\": \"20ms\", \"with\": {\"a\": 1}}]}"),
                    Map.of(),
                    RunOptions.defaults());

            assertThat(executor.leftBehind()).hasValue(1);
            never.countDown();
        }
    }
}
