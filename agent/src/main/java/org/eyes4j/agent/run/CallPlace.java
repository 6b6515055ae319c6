package org.eyes4j.agent.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;

/** Where the calls of steps are made: in this process, or elsewhere. Thread-safe. */
@FunctionalInterface
public interface CallPlace {

    /**
     * Makes a call and waits for what it comes to; what goes wrong is a failure, not thrown. It ends soon when the context's
     * cancellation is requested or the thread is interrupted.
     */
    ToolResult call(StepCall call, ToolContext context);

    /** In this process. */
    static CallPlace here(ToolRegistry tools) {
        return (call, context) -> tools.call(new ToolCall(call.tool().name(), call.arguments()), context);
    }

    /**
     * One call of a step.
     *
     * @param run the run's id
     * @param step the step's id
     * @param item which of the step's items it is for, from 0; 0 without {@code for_each}
     * @param attempt 0 at first, 1 when it is tried again, and so on
     * @param limit the time that the step may take, all its calls together
     */
    record StepCall(
            String run,
            String step,
            int item,
            int attempt,
            ToolSpecification tool,
            Map<String, Value> arguments,
            Duration limit) {

        /** SHA-256 of tool, version, wished model and arguments: equal for equal calls only. */
        public String key(Optional<String> wishedModel) {
            return new ValueDigest().ofCall(tool, wishedModel, arguments);
        }
    }
}
