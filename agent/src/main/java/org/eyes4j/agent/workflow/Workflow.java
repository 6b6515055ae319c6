package org.eyes4j.agent.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.agent.check.PlanSignature;
import org.eyes4j.agent.plan.InputRule;
import org.eyes4j.agent.plan.Plan;

/**
 * A plan that a person keeps in a file. Immutable.
 *
 * @param plan what it does
 */
public record Workflow(Plan plan) {

    /** What it is called; may be empty. */
    public String name() {
        return plan.name();
    }

    /** The same, called otherwise. */
    public Workflow named(String name) {
        return new Workflow(new Plan(name, plan.inputs(), plan.steps(), plan.outputs(), plan.description()));
    }

    /** One sentence on what it does; may be empty. */
    public String description() {
        return plan.description();
    }

    /** What its inputs must keep to, by name. */
    public Map<String, InputRule> rules() {
        Map<String, InputRule> rules = new LinkedHashMap<>();
        plan.inputs().forEach((name, input) -> rules.put(name, input.rule()));
        return rules;
    }

    /** The name it has as a tool, when it is registered. */
    public String toolName() {
        return PlanSignature.toolName(plan.name());
    }
}
