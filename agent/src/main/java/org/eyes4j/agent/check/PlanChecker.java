package org.eyes4j.agent.check;

import java.util.List;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;

/**
 * Holds a plan against the tools there are: names, arguments, kinds, references, circles, expressions, unused outputs,
 * budgets. Tells all faults together and loads no model. Thread-safe.
 */
public final class PlanChecker {
    private final Expressions expressions;

    public PlanChecker(Expressions expressions) {
        this.expressions = expressions;
    }

    /**
     * Every fault, in the order of the plan; empty when it may run as it is. A plan may run if none of them
     * {@linkplain Fault#isError is an error}.
     */
    public List<Fault> check(Plan plan, ToolRegistry tools, PlanLimits limits) {
        return new PlanCheck(plan, tools, limits, expressions, 0).run();
    }

    /** Whether a step or an input may be called so: letters, digits and '_', a letter first, no word of CEL's own. */
    public static boolean isName(String name) {
        return PlanCheck.isName(name);
    }
}
