package org.eyes4j.agent.run;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.value.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a run's listeners what happens; a listener that throws is logged and stops nothing. */
final class RunTeller {
    private static final Logger LOG = LoggerFactory.getLogger(RunTeller.class);

    private final RunOptions options;
    private final Clock clock;

    RunTeller(RunOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    void started(Plan plan) {
        tell(new RunEvent.RunStarted(options.run(), now(), plan));
    }

    void stepStarted(StepState state, int items) {
        tell(new RunEvent.StepStarted(options.run(), now(), state.id(), state.step.tool(), items));
    }

    void progress(StepState state, String message) {
        tell(new RunEvent.StepProgress(options.run(), now(), state.id(), message));
    }

    void done(StepState state, Value value) {
        StepReport report = state.report;
        if (report != null) {
            tell(new RunEvent.StepDone(options.run(), now(), state.id(), report, value));
        }
    }

    void failed(StepState state, Failure failure) {
        long millis = state.report == null ? 0 : state.report.millis();
        tell(new RunEvent.StepFailed(options.run(), now(), state.id(), millis, failure));
    }

    void skipped(StepState state, Failure reason) {
        tell(new RunEvent.StepSkipped(options.run(), now(), state.id(), reason));
    }

    void asked(Approver.Question question) {
        tell(new RunEvent.ApprovalAsked(
                options.run(), now(), question.step(), question.tool(), question.text(), question.items()));
    }

    void answered(StepState state, boolean approved, String reason) {
        tell(new RunEvent.ApprovalGiven(options.run(), now(), state.id(), approved, reason));
    }

    void runDone(long millis, List<StepReport> reports) {
        tell(new RunEvent.RunDone(
                options.run(),
                now(),
                millis,
                count(reports, StepReport.Status.DONE),
                count(reports, StepReport.Status.FAILED),
                count(reports, StepReport.Status.SKIPPED)));
    }

    /** Runs what others wrote; what it throws is logged. */
    void quietly(Runnable foreign) {
        try {
            foreign.run();
        } catch (RuntimeException e) {
            LOG.warn("A listener of run {} failed", options.run(), e);
        }
    }

    private void tell(RunEvent event) {
        for (Consumer<RunEvent> listener : options.listeners()) {
            quietly(() -> listener.accept(event));
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private static int count(List<StepReport> reports, StepReport.Status status) {
        return (int) reports.stream().filter(r -> r.status() == status).count();
    }
}
