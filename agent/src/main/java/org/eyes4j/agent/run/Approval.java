package org.eyes4j.agent.run;

import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.run.Approver.Decision;
import org.eyes4j.agent.run.Approver.Outcome;
import org.eyes4j.agent.run.Approver.Question;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/**
 * Asks for one yes. What a person said is written in the run's book like a call, so that a run that goes on does not ask
 * again.
 */
final class Approval {
    /** Never registered: only the book knows it. */
    private static final ToolSpecification BOOKED = ToolSpecification.named("approve")
            .describedAs("A person's yes or no")
            .traits(Trait.RANDOM)
            .gives(Kind.FLAG, "whether the step may run");

    private final RunOptions options;

    Approval(RunOptions options) {
        this.options = options;
    }

    /** A flag: whether the step may run; a failure where nobody could be asked. */
    ToolResult ask(Question question, Cancellation cancellation) {
        CallBook book = options.book().concerns(BOOKED) ? options.book() : CallBook.NONE;
        String key = new ValueDigest()
                .ofCall(
                        BOOKED,
                        Optional.empty(),
                        Map.of("step", new Value.Text(question.step()), "question", new Value.Text(question.text())));
        Optional<ToolResult> written = book.find(BOOKED, key);
        if (written.isPresent()) {
            return written.get();
        }
        Decision decision = options.approver().ask(question, cancellation);
        if (decision.outcome() == Outcome.UNASKED) {
            return ToolResult.failed(
                    FailureKind.NOT_INSTALLED,
                    "Step '" + question.step() + "' needs a person's yes (\"" + question.text() + "\"): "
                            + decision.reason());
        }
        ToolResult result = new Success(
                new Value.Flag(decision.outcome() == Outcome.APPROVED),
                "",
                decision.reason().isEmpty() ? java.util.List.of() : java.util.List.of(decision.reason()));
        if (!cancellation.isRequested()) {
            book.write(BOOKED, key, result);
        }
        return result;
    }
}
