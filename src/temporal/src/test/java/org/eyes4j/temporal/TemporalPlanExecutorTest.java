package org.eyes4j.temporal;

import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eyes4j.agent.run.PlanExecutor;
import org.eyes4j.agent.run.PlanExecutorContract;
import org.eyes4j.agent.run.PlanExecutorProvider.Parts;
import org.eyes4j.agent.run.StepCache;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.eyes4j.tools.expression.Expressions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class TemporalPlanExecutorTest extends PlanExecutorContract {
    private static final List<TemporalWorker> WORKERS = new CopyOnWriteArrayList<>();
    private static TestWorkflowEnvironment temporal;

    @BeforeAll
    static void start() {
        temporal = TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    }

    /** All workers together: each lets its polls run out, which takes a while. */
    @AfterAll
    static void end() {
        WORKERS.parallelStream().forEach(TemporalWorker::close);
        temporal.close();
    }

    @Override
    protected PlanExecutor executor(ToolRegistry tools, StepCache cache) {
        Parts parts = new Parts(
                tools, new Expressions(), cache, Clock.systemUTC(), new MemoryArtifactStore(1L << 30), Map.of());
        var settings = Queues.named(UUID.randomUUID().toString());
        WORKERS.add(new TemporalWorker(temporal.getWorkflowClient(), settings, parts, "here", () -> {}));
        return new TemporalPlanExecutor(temporal.getWorkflowClient(), settings, parts, () -> {});
    }
}
