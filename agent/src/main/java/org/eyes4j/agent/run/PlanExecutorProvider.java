package org.eyes4j.agent.run;

import java.time.Clock;
import java.util.Map;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.expression.Expressions;

/** Brings an executor of another kind than the local one; found on the class path by {@link java.util.ServiceLoader}. */
public interface PlanExecutorProvider {

    /** What the setting {@code executor.kind} calls it. */
    String kind();

    /**
     * One that conducts runs in this process. Whether what it needs outside is there shows at its first call.
     *
     * @throws IllegalArgumentException with a message for a person if the settings are wrong
     */
    PlanExecutor open(Settings.Executor settings, Parts parts);

    /**
     * Has this process make calls of anybody's runs, until it is closed.
     *
     * @throws IllegalArgumentException with a message for a person if the settings are wrong
     * @throws IllegalStateException with a message for a person if what it needs outside does not answer
     */
    Worker serve(Settings.Executor settings, Parts parts);

    /** A process that makes calls. */
    interface Worker extends AutoCloseable {
        /** Takes no more calls, and lets those at work come to their end for a while. */
        @Override
        void close();
    }

    /**
     * What an executor works with.
     *
     * @param bytes where values are kept on their way; all machines must see the same
     * @param environment where secrets are that settings name
     */
    record Parts(
            ToolRegistry tools,
            Expressions expressions,
            StepCache cache,
            Clock clock,
            ArtifactStore bytes,
            Map<String, String> environment) {}
}
