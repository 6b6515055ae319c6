package org.eyes4j.agent.conduct;

import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.planner.Planner;
import org.eyes4j.agent.planner.Planner.Planning;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.RunResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans whole without a language model, runs, and tells by the planner's own form. Thread-safe. */
public final class OfflineConductor implements Conductor {
    private static final Logger LOG = LoggerFactory.getLogger(OfflineConductor.class);

    private final Planner planner;

    public OfflineConductor(Planner planner) {
        this.planner = planner;
    }

    @Override
    public PlannerChoice choice() {
        return PlannerChoice.OFFLINE;
    }

    @Override
    public String name() {
        return planner.name();
    }

    @Override
    public boolean needsModel() {
        return false;
    }

    @Override
    public PlanReply plan(TaskRequest request, Workbench bench) {
        Planning planning = planner.plan(request, bench.tools(), bench.context());
        if (planning instanceof Planning.Impossible impossible) {
            return new PlanReply.Impossible(name(), impossible.message(), Optional.empty(), bench.warnings());
        }
        Planning.Ready ready = (Planning.Ready) planning;
        ready.warnings().forEach(bench::warn);
        List<Fault> faults = bench.check(ready.plan());
        return faults.stream().anyMatch(Fault::isError)
                ? new PlanReply.Faulty(name(), ready.plan(), faults, bench.warnings())
                : new PlanReply.Planned(name(), ready.plan(), ready.form(), faults, bench.warnings());
    }

    @Override
    public Conclusion conduct(TaskRequest request, Workbench bench) {
        PlanReply reply = plan(request, bench);
        if (reply instanceof PlanReply.Impossible impossible) {
            return Conclusion.of(Outcome.NOT_PLANNED, impossible.message());
        } else if (reply instanceof PlanReply.Faulty faulty) {
            return Conclusion.faulty(faulty.plan(), faulty.faults());
        }
        PlanReply.Planned planned = (PlanReply.Planned) reply;
        RunResult result = bench.run(planned.plan(), request.values());
        return Conclusion.answered(result, tell(planned, result, bench), planned.notices());
    }

    /** A mistake in telling must not lose what was found. */
    private static Answer tell(PlanReply.Planned planned, RunResult result, Workbench bench) {
        try {
            return planned.form().compose(result);
        } catch (RuntimeException e) {
            LOG.error("The answer of run {} could not be composed", result.run(), e);
            bench.warn("Telling what was found failed (" + e + "); the values of the steps are kept");
            return Conclusion.unknown("What was found could not be put into words.");
        }
    }
}
