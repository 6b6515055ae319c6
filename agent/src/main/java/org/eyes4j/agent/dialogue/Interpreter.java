package org.eyes4j.agent.dialogue;

import java.util.List;
import org.eyes4j.agent.claim.ClaimChecker;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.repair.PlanRepairer;
import org.eyes4j.prompts.Prompts;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;

/**
 * What conductors that ask a language model share. Thread-safe.
 *
 * @param choice which tools a request is offered
 */
public record Interpreter(
        Prompts prompts,
        PlanRepairer repairer,
        ClaimChecker claims,
        ToolChoice choice,
        EffectPolicy effects,
        DialogueLimits limits) {

    /** Which tools a request is offered, going by the request alone. */
    @FunctionalInterface
    public interface ToolChoice {
        List<ToolSpecification> choose(TaskRequest request, ToolRegistry tools, int most);
    }
}
