package org.eyes4j.agent.dialogue;

import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.conduct.Conclusion;
import org.eyes4j.agent.conduct.Conductor;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.conduct.PlanReply;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.conduct.Workbench;
import org.eyes4j.agent.planner.TaskRequest;

/**
 * A language model decides about one step after the other by native tool calls, each seeing what came before (Yao et al., ReAct,
 * 2022). Calls made together are run together. Each is a step of one plan, checked, mended and recorded like any other. Thread-safe.
 */
public final class ReActConductor implements Conductor {
    private final Interpreter interpreter;

    public ReActConductor(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public PlannerChoice choice() {
        return PlannerChoice.REACT;
    }

    @Override
    public boolean needsModel() {
        return true;
    }

    @Override
    public PlanReply plan(TaskRequest request, Workbench bench) {
        return new PlanReply.Impossible(
                name(),
                "--planner react decides about each step when it has seen the one before; there is no plan to show"
                        + " beforehand. Use --planner plan.",
                Optional.empty(),
                List.of());
    }

    @Override
    public Conclusion conduct(TaskRequest request, Workbench bench) {
        if (!bench.model().abilities().tools()) {
            return Conclusion.of(
                    Outcome.NO_MODEL,
                    "--planner react needs a language model that calls tools, and "
                            + bench.model().name() + " does not. Use --planner plan, or configure another model.");
        }
        return new ReActLoop(request, bench, interpreter).run();
    }
}
