package org.eyes4j.agent.run;

import java.time.Instant;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.repair.Edit;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.value.Value;

/** What happens in a run, in the order it happens. Listeners hear of it from one thread at a time. */
public sealed interface RunEvent {

    /** The run it happens in. */
    String run();

    Instant at();

    /** Before the run: planning tells what it is at. */
    record PlanProgress(String run, Instant at, String message) implements RunEvent {}

    /**
     * A language model was asked.
     *
     * @param model the name it is configured under
     */
    record ModelAsked(String run, Instant at, String model, long millis, ModelRequest request, ModelReply reply)
            implements RunEvent {}

    /** A piece of what a language model is writing, as it comes; not kept, since the whole follows. */
    record ModelWrites(String run, Instant at, String model, String purpose, String text) implements RunEvent {}

    /** Something in a language model's plan was put right without asking it again. */
    record PlanMended(String run, Instant at, Edit edit) implements RunEvent {}

    /** The run of a plan begins. */
    record RunStarted(String run, Instant at, Plan plan) implements RunEvent {}

    /** A step begins; {@code items} is how many calls it will make, 1 without {@code for_each}. */
    record StepStarted(String run, Instant at, String step, String tool, int items) implements RunEvent {}

    /** A step at long work tells what it is at. */
    record StepProgress(String run, Instant at, String step, String message) implements RunEvent {}

    /** A step gave its value, its regions named. */
    record StepDone(String run, Instant at, String step, StepReport report, Value value) implements RunEvent {}

    /** A step did not work out. */
    record StepFailed(String run, Instant at, String step, long millis, Failure failure) implements RunEvent {}

    /** A step was not begun, or not worth beginning. */
    record StepSkipped(String run, Instant at, String step, Failure reason) implements RunEvent {}

    /** A step waits until a person says yes; {@code items} is how many calls it is to make. */
    record ApprovalAsked(String run, Instant at, String step, String tool, String question, int items)
            implements RunEvent {}

    /**
     * A question to a person has its answer.
     *
     * @param reason who decided or why; may be empty
     */
    record ApprovalGiven(String run, Instant at, String step, boolean approved, String reason) implements RunEvent {}

    /** The run is over. */
    record RunDone(String run, Instant at, long millis, int done, int failed, int skipped) implements RunEvent {}
}
