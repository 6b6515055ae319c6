package org.eyes4j.agent.planner;

import java.util.List;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;

/** Makes a plan of a request. Thread-safe. */
public interface Planner {

    /** {@code offline}, {@code plan}, {@code react}. */
    String name();

    Planning plan(TaskRequest request, ToolRegistry tools, ToolContext context);

    /** What planning came to. */
    sealed interface Planning {

        /** A plan, and how to tell what it finds. */
        record Ready(Plan plan, AnswerForm form, List<String> warnings) implements Planning {
            public Ready {
                warnings = List.copyOf(warnings);
            }
        }

        /** It cannot be planned; the message says why and what can be done instead. */
        record Impossible(String message) implements Planning {}
    }

    /** Tells what a run found, each sentence with its evidence. */
    @FunctionalInterface
    interface AnswerForm {
        Answer compose(RunResult result);
    }
}
