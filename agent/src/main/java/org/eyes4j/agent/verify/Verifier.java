package org.eyes4j.agent.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.eyes4j.agent.answer.Look;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Value;

/**
 * Asks the models of a run again, without a judge: each at the mirrored picture, and, where it found things, at a crop around
 * each. What they see must be the same: as many things in the same places, left and right changed over, the same label, the
 * same text. Steps without a model are not looked at: they give the same each time. Lettering is not read in a mirror.
 * Thread-safe.
 */
public final class Verifier {
    private final ToolRegistry tools;

    public Verifier(ToolRegistry tools) {
        this.tools = tools;
    }

    /**
     * Looks again.
     *
     * @param run runs a plan within the limits of the request, and gives what it came to
     * @param warnings told what could not be looked at again, and what differed
     */
    public List<Look> look(
            RunResult result, BiFunction<Plan, Map<String, Value>, RunResult> run, Consumer<String> warnings) {
        SecondLooks looks = new SecondLooks(result, tools);
        for (PlanStep step : result.plan().steps()) {
            if (ownsModel(step) && isDone(step, result)) {
                looks.add(step);
            }
        }
        looks.passedOver().forEach(why -> warnings.accept("Not verified: " + why));
        if (looks.isEmpty()) {
            return List.of();
        }
        RunResult again = run.apply(looks.plan(), looks.inputs());
        List<Look> all = new ArrayList<>();
        looks.all()
                .forEach(look ->
                        look.compare(again).ifPresentOrElse(all::add, () -> warnings.accept(unseen(look, again))));
        all.stream().filter(look -> !look.agrees()).forEach(look -> warnings.accept("Verification: " + look.told()));
        return all;
    }

    private boolean ownsModel(PlanStep step) {
        return tools.specification(step.tool())
                .map(specification -> specification.is(ToolSpecification.Trait.MODEL))
                .orElse(false);
    }

    private static boolean isDone(PlanStep step, RunResult result) {
        return result.step(step.id())
                .map(report -> report.status() == StepReport.Status.DONE)
                .orElse(false);
    }

    private static String unseen(SecondLook look, RunResult again) {
        String why = again.step(look.id())
                .map(StepReport::failure)
                .map(failure -> failure.explain())
                .orElse("it was not run");
        return "Not verified: '" + look.step() + "' could not be looked at again: " + why;
    }
}
