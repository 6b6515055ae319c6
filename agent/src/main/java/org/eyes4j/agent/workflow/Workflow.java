package org.eyes4j.agent.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.agent.check.PlanSignature;
import org.eyes4j.agent.plan.InputRule;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.config.yaml.YamlDocument;

/**
 * A plan that a person keeps in a file. Immutable.
 *
 * @param plan what it does; workflows of other files that its steps run are inside
 * @param parts those other files, by the JSON pointer of the step that runs each ({@code /steps/2})
 */
public record Workflow(Plan plan, Map<String, Part> parts) {

    /** A workflow of another file, inside this one. */
    public record Part(Workflow workflow, YamlDocument document) {}

    public Workflow {
        parts = Map.copyOf(parts);
    }

    public Workflow(Plan plan) {
        this(plan, Map.of());
    }

    /** What it is called; may be empty. */
    public String name() {
        return plan.name();
    }

    /** The same, called otherwise. */
    public Workflow named(String name) {
        return new Workflow(new Plan(name, plan.inputs(), plan.steps(), plan.outputs(), plan.description()), parts);
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
